import { z } from 'zod'
import type { Db } from '@/db/client'
import {
  countDevices,
  type DeviceFacet,
  deviceFacets,
  facetsOfDevices,
  pageOfDevices,
} from '@/db/queries/devices/device-list'
import { query } from '@/lib/command'
import { type Cursor, CursorText } from '@/lib/paging/cursor'
import { countUpTo, pageUpTo, upTo } from '@/lib/paging/cut'
import { inEnvironment } from '@/lib/scope'
import { DeviceFilters, deviceOrders } from './device-filters'
import { deviceFiltersOf, orderOf } from './device-query'
import { maskAddress } from './mask-address'

const countMax = 10_000
const facetSampleMax = 10_000
const facetValuesMax = 12

export const ListDevices = inEnvironment({
  ...DeviceFilters.shape,
  order: z.enum(deviceOrders).default('-registered'),
  after: CursorText.nullish(),
  limit: z.number().int().min(1).max(200).default(50),
})

/** A page of devices with masked addresses. `next` is null at the end. */
export const listDevices = query('device.read', ListDevices, async ({ db, input }) => {
  return devicesPage(db, input)
})

/** Like `listDevices`, for callers that have already checked permission. */
export async function devicesPage(db: Db, { order, after, limit, ...filters }: z.output<typeof ListDevices>) {
  const by = orderOf(order)
  const asked = { ...(await deviceFiltersOf(db, filters)), order: by, after: after ?? undefined }
  const { shown, next } = await pageUpTo(
    limit,
    (rows) => pageOfDevices(db, { ...asked, limit: rows }),
    (row) => cursorOf(row, by.by),
  )
  return {
    devices: shown.map(({ address, ...row }) => ({ ...row, maskedAddress: maskAddress(address) })),
    next,
    /** So many IDs contain the text that only some of them were used. */
    isSearchCut: asked.isCut ?? false,
  }
}

function cursorOf(
  row: { id: string; registeredAt: Date; lastAcceptedAt: Date | null },
  by: 'registered' | 'accepted',
): Cursor {
  return { id: row.id, at: by === 'registered' ? row.registeredAt : (row.lastAcceptedAt ?? new Date(0)) }
}

/** Counts devices, up to 10,000, and the 12 most common values of each facet, among the newest 10,000 devices. */
export const countDevicesByFacet = query('device.read', inEnvironment(DeviceFilters.shape), async ({ db, input }) => {
  const filters = await deviceFiltersOf(db, input)
  const sampled = { sampleMax: facetSampleMax, valuesMax: facetValuesMax + 1 }
  const isChosen = (facet: DeviceFacet) => Boolean(filters[facet]?.length)
  // A facet ignores its own filter.
  const [counted, shared, ...own] = await Promise.all([
    countUpTo(countMax, (max) => countDevices(db, { ...filters, max })),
    facetsOfDevices(db, { ...filters, ...sampled, facets: deviceFacets.filter((facet) => !isChosen(facet)) }),
    ...deviceFacets
      .filter(isChosen)
      .map((facet) => facetsOfDevices(db, { ...filters, ...sampled, facets: [facet], [facet]: undefined })),
  ])
  const rows = [shared, ...own].flat()
  const valuesOf = (facet: DeviceFacet) =>
    rows.filter((row) => row.facet === facet).map(({ value, count }) => ({ value, count }))
  const facets = await Promise.all(
    deviceFacets.map(async (facet) => {
      const { shown: values, isCut } = await upTo(facetValuesMax, async () => valuesOf(facet))
      return { facet, values, isCut }
    }),
  )
  return { ...counted, facets }
})

export type DeviceListItem = Awaited<ReturnType<typeof listDevices>>['devices'][number]
