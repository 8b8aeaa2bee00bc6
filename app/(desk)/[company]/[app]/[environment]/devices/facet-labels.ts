import { kindLabels, permissionLabels, statusLabels } from '@/lib/devices/device-labels'
import { localeWords } from '@/lib/format/locale'
import type { SeenRange } from './search'

export const deviceFacetNames = {
  status: 'Status',
  permission: 'Permission',
  kind: 'Address type',
  appVersion: 'App version',
  osVersion: 'iOS version',
  sdkVersion: 'SDK version',
  locale: 'Language',
} as const
export type DeviceFacetName = keyof typeof deviceFacetNames

const words: Record<string, Record<string, string>> = {
  status: statusLabels,
  permission: permissionLabels,
  kind: kindLabels,
}

/** The label of a stored value. Versions are shown as they are. */
export const facetWord = (facet: string, value: string) =>
  facet === 'locale' ? localeWords(value) : (words[facet]?.[value] ?? value)

export const seenLabels: Record<SeenRange, string> = {
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  older: 'More than 30 days ago',
}
