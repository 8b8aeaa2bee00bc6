import { z } from 'zod'
import { countDevices, deviceFacets, facetOfDevices, pageOfDevices } from '@/db/queries/device-list'
import { query } from '../command'
import { type Cursor, CursorText, encodeCursor } from '../cursor'
import { cutAt } from '../cut'
import { inEnvironment } from '../scope'
import { DeviceFilters, deviceOrders } from './device-filters'
import { filtersOf, orderOf } from './device-query'
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

/** A page of devices, addresses masked. `next` is null at the end. */
export const listDevices = query('device.read', ListDevices, async ({ db, input }) => {
  const { order, after, limit, ...filters } = input
  const by = orderOf(order)
  const rows = await pageOfDevices(db, {
    ...(await filtersOf(db, filters)),
    order: by,
    after: after ?? undefined,
    limit: limit + 1,
  })
  const { shown, isCut } = cutAt(rows, limit)
  const last = shown.at(-1)
  return {
    devices: shown.map(({ address, ...row }) => ({ ...row, maskedAddress: maskAddress(address) })),
    next: isCut && last ? encodeCursor(cursorOf(last, by.by)) : null,
  }
})

function cursorOf(
  row: { id: string; registeredAt: Date; lastAcceptedAt: Date | null },
  by: 'registered' | 'accepted',
): Cursor {
  return { id: row.id, at: by === 'registered' ? row.registeredAt : (row.lastAcceptedAt ?? new Date(0)) }
}

/** How many there are, counted up to 10,000, and how they divide, of more than 10,000 the newest. A facet has its 12 most common values. */
export const countDevicesByFacet = query('device.read', inEnvironment(DeviceFilters.shape), async ({ db, input }) => {
  const filters = await filtersOf(db, input)
  const count = await countDevices(db, { ...filters, max: countMax + 1 })
  const facets = await Promise.all(
    deviceFacets.map(async (facet) => {
      const asked = { facet, sampleMax: facetSampleMax, valuesMax: facetValuesMax + 1 }
      const { shown: values, isCut } = cutAt(await facetOfDevices(db, { ...filters, ...asked }), facetValuesMax)
      return { facet, values, isCut }
    }),
  )
  return { count: Math.min(count, countMax), isMore: count > countMax, facets }
})
