import { and, asc, count, desc, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../client'
import { customers, type DeviceKind, type DeviceStatus, devices, type Permission } from '../schema/customers'

export const deviceFacets = ['status', 'kind', 'permission', 'appVersion', 'sdkVersion', 'osVersion', 'locale'] as const
export type DeviceFacet = (typeof deviceFacets)[number]

export type DeviceFilters = {
  environmentId: string
  status?: DeviceStatus[]
  kind?: DeviceKind[]
  permission?: Permission[]
  appVersion?: string[]
  sdkVersion?: string[]
  osVersion?: string[]
  locale?: string[]
  registeredFrom?: Date
  registeredTo?: Date
  /** What a search text stands for, from device-match. */
  found?: SQL
}

export type DeviceOrder = { by: 'registered' | 'accepted'; isDescending: boolean }
type Page = DeviceFilters & { order: DeviceOrder; after?: { at: Date; id: string }; limit: number }

/** Never accepted sorts as the oldest. Without an index: one would make every accepted push write all of the device's indexes. */
const acceptedAt = sql<Date>`coalesce(${devices.lastAcceptedAt}, 'epoch'::timestamptz)`

/** `after` is the last row already shown. */
export function pageOfDevices(db: Db, { order, after, limit, ...filters }: Page) {
  const at = order.by === 'registered' ? sql<Date>`${devices.registeredAt}` : acceptedAt
  const direction = order.isDescending ? desc : asc
  const beyond = order.isDescending ? sql`<` : sql`>`
  return db
    .select(listed)
    .from(devices)
    .innerJoin(customers, eq(customers.id, devices.customerId))
    .where(
      and(
        filtered(filters),
        after && sql`(${at}, ${devices.id}) ${beyond} (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(direction(at), direction(devices.id))
    .limit(limit)
}

const listed = {
  id: devices.id,
  kind: devices.kind,
  address: devices.address,
  status: devices.status,
  statusReason: devices.statusReason,
  statusSince: devices.statusSince,
  permission: devices.permission,
  appVersion: devices.appVersion,
  sdkVersion: devices.sdkVersion,
  osVersion: devices.osVersion,
  model: devices.model,
  locale: devices.locale,
  registeredAt: devices.registeredAt,
  lastAcceptedAt: devices.lastAcceptedAt,
  lastRejectedAt: devices.lastRejectedAt,
  lastRejectedReason: devices.lastRejectedReason,
  customerId: devices.customerId,
  userId: customers.userId,
  anonymousId: customers.anonymousId,
}

/** Counts no further than `max`, so that a large environment answers as fast as a small one. */
export async function countDevices(db: Db, { max, ...filters }: DeviceFilters & { max: number }): Promise<number> {
  const some = db
    .select({ one: sql`1`.as('one') })
    .from(devices)
    .where(filtered(filters))
    .limit(max)
    .as('some')
  const [row] = await db.select({ count: count() }).from(some)
  return row?.count ?? 0
}

/** How the newest `sampleMax` of the filtered devices divide; a facet's own filter does not count for it. */
export async function facetOfDevices(
  db: Db,
  {
    facet,
    sampleMax,
    valuesMax,
    ...filters
  }: DeviceFilters & { facet: DeviceFacet; sampleMax: number; valuesMax: number },
) {
  const sample = db
    .select({ value: sql<string | null>`${devices[facet]}`.as('value') })
    .from(devices)
    .where(filtered({ ...filters, [facet]: undefined }))
    .orderBy(desc(devices.registeredAt), desc(devices.id))
    .limit(sampleMax)
    .as('sample')
  return db
    .select({ value: sample.value, count: count() })
    .from(sample)
    .where(sql`${sample.value} is not null`)
    .groupBy(sample.value)
    .orderBy(desc(count()), asc(sample.value))
    .limit(valuesMax)
}

function filtered(filters: DeviceFilters): SQL | undefined {
  const { environmentId, registeredFrom, registeredTo, found } = filters
  const chosen = deviceFacets.map((facet) => {
    const values: string[] | undefined = filters[facet]
    return values?.length ? inArray(sql`${devices[facet]}`, values) : undefined
  })
  return and(
    eq(devices.environmentId, environmentId),
    ...chosen,
    registeredFrom && gte(devices.registeredAt, registeredFrom),
    registeredTo && lt(devices.registeredAt, registeredTo),
    found,
  )
}
