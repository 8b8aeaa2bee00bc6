import { kindWords, permissionWords, statusWords } from '@/lib/devices/device-words'
import type { SeenRange } from './search'

export const facetNames = {
  status: 'Status',
  permission: 'Permission',
  kind: 'Address',
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

/** A value of the schema in the words of the product; versions and locales are their own words. */
export const facetWord = (facet: string, value: string) => words[facet]?.[value] ?? value

export const seenWords: Record<SeenRange, string> = {
  '24h': 'In the last 24 hours',
  '7d': 'In the last 7 days',
  '30d': 'In the last 30 days',
  older: 'Over 30 days ago',
}
