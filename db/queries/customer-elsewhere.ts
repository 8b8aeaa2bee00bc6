import { type AnyColumn, and, desc, eq, inArray, ne, or, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { runSql } from '@/db/raw'
import { apps, companies, environments } from '@/db/schema/companies'
import { customers } from '@/db/schema/customers'
import { isInUse } from './in-use'
import { folded, isNamedLike } from './matching'

/** The other environments that the reader may see: those of their companies, or for a key those of its app. */
export type Sight = { companyIds: readonly string[] | 'all' } | { appId: string }

const devicesCount = sql<number>`(select count(*)::int from devices where devices.customer_id = customers.id)`
const name = sql<string>`coalesce(${customers.userId}, ${customers.anonymousId})`

export type CustomerElsewhere = {
  environmentId: string
  environmentName: 'production' | 'sandbox'
  appId: string
  appName: string
  companyName: string
  path: string
  customerId: string
  name: string
  isAnonymous: boolean
  devices: number
  /** The newest notification there that isn't a test and wasn't also sent here. */
  notifiedAt: Date | null
  /** The caller's own ID for it. */
  notifiedAs: string | null
  /** The request ID of the call that created it. */
  notifiedBy: string | null
}

/**
 * Customers with this user ID or anonymous ID, in any case and Unicode form, those with the most devices first. The
 * query probes each environment separately, so that each look-up uses an index.
 */
export async function customersElsewhere(
  db: Db,
  { environmentId, names, sight, limit }: { environmentId: string; names: string[]; sight: Sight; limit: number },
): Promise<CustomerElsewhere[]> {
  const each = names.flatMap((one) => [isNamedLike(customers.userId, one), isNamedLike(customers.anonymousId, one)])
  const found = each.map(
    (isNamed) => sql`(select id, user_id, anonymous_id from customers
    where customers.environment_id = environments.id and ${isNamed} limit ${limit})`,
  )
  const { rows } = await runSql<Omit<CustomerElsewhere, 'notifiedAt'> & { notifiedAt: string | null }>(
    db,
    sql`select environments.id as "environmentId", environments.name as "environmentName", apps.id as "appId",
        apps.name as "appName", companies.name as "companyName",
        '/' || companies.slug || '/' || apps.slug || '/' || environments.name as path, found.id as "customerId",
        coalesce(found.user_id, found.anonymous_id) as name, found.user_id is null as "isAnonymous",
        (select count(*)::int from devices where devices.customer_id = found.id) as devices,
        to_char(latest.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "notifiedAt",
        latest.external_id as "notifiedAs", latest.request_id as "notifiedBy"
      from ${environments} join ${apps} on apps.id = environments.app_id join ${companies} on companies.id = apps.company_id
        cross join lateral (${sql.join(found, sql` union `)}) as found
        left join lateral (select there.created_at, there.external_id, there.request_id from notifications there
          where there.customer_id = found.id and there.type not in ('probe', 'test') and not exists (
            select 1 from notifications here
            where here.environment_id = ${environmentId} and here.external_id = there.external_id)
          order by there.created_at desc limit 1) as latest on true
      where ${and(isInUse, ne(environments.id, environmentId), isSeen(sight))}
      order by devices desc, environments.name, found.id limit ${limit}`,
  )
  return rows.map(({ notifiedAt, ...row }) => ({ ...row, notifiedAt: notifiedAt ? new Date(notifiedAt) : null }))
}

function isSeen(sight: Sight): SQL | undefined {
  if ('appId' in sight) return eq(apps.id, sight.appId)
  return sight.companyIds === 'all' ? undefined : inArray(companies.id, [...sight.companyIds])
}

/** The visible environments, for look-ups by ID. */
export async function environmentsSeen(db: Db, { environmentId, sight }: { environmentId: string; sight: Sight }) {
  return db
    .select({ environmentId: environments.id, environmentName: environments.name, appId: apps.id })
    .from(environments)
    .innerJoin(apps, eq(apps.id, environments.appId))
    .innerJoin(companies, eq(companies.id, apps.companyId))
    .where(and(isInUse, ne(environments.id, environmentId), isSeen(sight)))
}

/** Customers whose folded ID is one of these spellings, with the time of their last notification. */
export function customersSpelled(
  db: Db,
  { environmentId, spellings, limit }: { environmentId: string; spellings: string[]; limit: number },
) {
  const list = sql`(select array_agg(value) from jsonb_array_elements_text(${JSON.stringify(spellings)}::jsonb))::text[]`
  const isSpelled = (column: AnyColumn) => sql`${folded(column)} = any(${list})`
  return db
    .select({
      customerId: customers.id,
      name,
      isAnonymous: sql<boolean>`${customers.userId} is null`,
      devices: devicesCount,
      notifiedAt: sql<Date | null>`(select max(created_at) from notifications
        where notifications.customer_id = customers.id)`.mapWith(customers.createdAt),
    })
    .from(customers)
    .where(
      and(
        eq(customers.environmentId, environmentId),
        or(isSpelled(customers.userId), isSpelled(customers.anonymousId)),
      ),
    )
    .orderBy(desc(devicesCount), customers.id)
    .limit(limit)
}
