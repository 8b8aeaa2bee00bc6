import { and, asc, count, desc, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { customersCalled } from '@/db/queries/matching'
import { runSql } from '@/db/raw'
import { customers, type DeviceKind, type DeviceStatus, devices, type Permission } from '@/db/schema/customers'

export const deviceFacets = ['status', 'kind', 'permission', 'appVersion', 'sdkVersion', 'osVersion', 'locale'] as const
export type DeviceFacet = (typeof deviceFacets)[number]

export type DeviceListFilters = {
  environmentId: string
  status?: DeviceStatus[]
  kind?: DeviceKind[]
  permission?: Permission[]
  appVersion?: string[]
  sdkVersion?: string[]
  osVersion?: string[]
  locale?: string[]
  /** The customer's `user.id` or anonymous ID, as the company knows them. */
  user?: string
  registeredFrom?: Date
  registeredTo?: Date
  /** The condition for a search text, from device-match. */
  found?: SQL
}

export type DeviceListOrder = { by: 'registered' | 'accepted'; isDescending: boolean }
type Page = DeviceListFilters & { order: DeviceListOrder; after?: { at: Date; id: string }; limit: number }

/** Never accepted sorts as oldest. No index, because every accepted push would then update all the device's indexes. */
const acceptedAt = sql<Date>`coalesce(${devices.lastAcceptedAt}, 'epoch'::timestamptz)`

/** `after` is the last row of the previous page. */
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

/** Counts no further than `max`, so that a large environment responds as fast as a small one. */
export async function countDevices(db: Db, { max, ...filters }: DeviceListFilters & { max: number }): Promise<number> {
  const some = db
    .select({ one: sql`1`.as('one') })
    .from(devices)
    .where(filtered(filters))
    .limit(max)
    .as('some')
  const [row] = await db.select({ count: count() }).from(some)
  return row?.count ?? 0
}

type FacetRow = { facet: DeviceFacet; value: string; count: number }
type Facets = DeviceListFilters & { facets: readonly DeviceFacet[]; sampleMax: number; valuesMax: number }

/** The values of these facets among the newest `sampleMax` filtered devices, in a single read. */
export async function facetsOfDevices(db: Db, { facets, sampleMax, valuesMax, ...filters }: Facets) {
  if (facets.length === 0) return []
  const name = (facet: DeviceFacet) => sql.identifier(facet)
  const list = (parts: SQL[]) => sql.join(parts, sql`, `)
  const { rows } = await runSql<FacetRow>(
    db,
    sql`with sample as (
        select ${list(facets.map((facet) => sql`${devices[facet]} as ${name(facet)}`))} from ${devices}
        where ${filtered(filters)} order by ${devices.registeredAt} desc, ${devices.id} desc limit ${sampleMax}
      ), counted as (
        select case ${sql.join(
          facets.map((facet) => sql`when grouping(${name(facet)}) = 0 then ${facet}::text`),
          sql` `,
        )} end as facet, coalesce(${list(facets.map(name).map((one) => sql`${one}`))}) as value, count(*)::int as count
        from sample group by grouping sets (${list(facets.map((facet) => sql`(${name(facet)})`))})
      ), ranked as (
        select *, row_number() over (partition by facet order by count desc, value) as rank from counted where value is not null
      )
      select facet, value, count from ranked where rank <= ${valuesMax} order by facet, rank`,
  )
  return rows
}

function filtered(filters: DeviceListFilters): SQL | undefined {
  const { environmentId, user, registeredFrom, registeredTo, found } = filters
  const chosen = deviceFacets.map((facet) => {
    const values: string[] | undefined = filters[facet]
    return values?.length ? inArray(sql`${devices[facet]}`, values) : undefined
  })
  return and(
    eq(devices.environmentId, environmentId),
    ...chosen,
    user === undefined ? undefined : sql`${devices.customerId} = any(${customersCalled(environmentId, user)})`,
    registeredFrom && gte(devices.registeredAt, registeredFrom),
    registeredTo && lt(devices.registeredAt, registeredTo),
    found,
  )
}
