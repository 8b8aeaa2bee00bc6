import { kindWords, permissionWords, statusWords } from '@/lib/devices/device-words'
import type { SeenRange } from './search'

export const facetNames = {
  status: 'Status',
  permission: 'Permission',
  kind: 'Address type',
  appVersion: 'App version',
  osVersion: 'iOS version',
  sdkVersion: 'SDK version',
  locale: 'Locale',
} as const
export type FacetName = keyof typeof facetNames

const words: Record<string, Record<string, string>> = {
  status: statusWords,
  permission: permissionWords,
  kind: kindWords,
}

/** The label of a stored value. Versions and locales are shown as they are. */
export const facetWord = (facet: string, value: string) => words[facet]?.[value] ?? value

export const seenWords: Record<SeenRange, string> = {
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  older: 'More than 30 days ago',
}
