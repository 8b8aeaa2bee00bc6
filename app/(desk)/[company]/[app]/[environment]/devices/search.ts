import { createLoader, createSerializer, parseAsArrayOf, parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { deviceOrders } from '@/lib/devices/device-filters'
import { deviceKinds, devicePermissions, deviceStatuses } from '@/lib/devices/device-labels'

export const seenRanges = ['24h', '7d', '30d', 'older'] as const
export type SeenRange = (typeof seenRanges)[number]

const words = parseAsArrayOf(parseAsString).withDefault([])

/** The list's state as its URL parameters. */
export const deviceSearch = {
  q: parseAsString.withDefault(''),
  status: parseAsArrayOf(parseAsStringLiteral(deviceStatuses)).withDefault([]),
  kind: parseAsArrayOf(parseAsStringLiteral(deviceKinds)).withDefault([]),
  permission: parseAsArrayOf(parseAsStringLiteral(devicePermissions)).withDefault([]),
  appVersion: words,
  sdkVersion: words,
  osVersion: words,
  locale: words,
  seen: parseAsStringLiteral(seenRanges),
  sort: parseAsStringLiteral(deviceOrders).withDefault('-registered'),
  after: parseAsString,
}

export const loadDeviceSearch = createLoader(deviceSearch)
export const serializeDeviceSearch = createSerializer(deviceSearch)
export type DeviceSearch = Awaited<ReturnType<typeof loadDeviceSearch>>

const dayMs = 86_400_000
const rangeDays: Record<SeenRange, number> = { '24h': 1, '7d': 7, '30d': 30, older: 30 }

export function deviceSearchFilters({ q, seen, sort: _, after: __, ...facets }: DeviceSearch, now: Date) {
  const bound = seen && new Date(now.getTime() - rangeDays[seen] * dayMs).toISOString()
  return {
    ...facets,
    text: q,
    registeredFrom: seen === 'older' ? null : bound,
    registeredTo: seen === 'older' ? bound : null,
  }
}

export function isNarrowed({ sort: _, after: __, ...search }: DeviceSearch) {
  return Object.values(search).some((value) => value !== null && value.length > 0)
}
