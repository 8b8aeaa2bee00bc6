import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { listed, prepared, textsOf } from '@/db/prepared'
import { uuids } from '@/db/raw'
import { inOrder } from '@/db/row-order'
import type { environments } from '@/db/schema/companies'
import type { companyEndpoints } from '@/db/schema/credentials'
import { customers, type devices } from '@/db/schema/customers'
import { storableJson } from '@/db/storable'

/** What decides how an environment's deliveries are sent. */
export type SendingEnvironment = Pick<typeof environments.$inferSelect, 'id' | 'name' | 'apnsServer'> & {
  bundleId: string
  endpointUsedFor: (typeof companyEndpoints.$inferSelect)['usedFor'] | null
  messageTextDays: number | null
}
export type CustomerName = { userId: string } | { anonymousId: string }
export type NamedCustomer = Pick<typeof customers.$inferSelect, 'id' | 'userId' | 'anonymousId'>
export type Address = { kind: 'device_token' | 'uuid'; address: string }
export type RecipientDevice = Pick<
  typeof devices.$inferSelect,
  'id' | 'customerId' | 'kind' | 'address' | 'status' | 'permission'
> & { isChatConnected: boolean; isAppActive: boolean }

export type Wanted = {
  environmentId: string
  names?: CustomerName[]
  customerIds?: string[]
  deviceIds?: string[]
  addresses?: Address[]
  now: Date
}
type Recipients = {
  environment: SendingEnvironment | null
  customers: NamedCustomer[]
  /** The customers' devices and the devices named directly, with current presence. */
  devices: RecipientDevice[]
}

/**
 * Finds an environment and the recipients of its messages in one query. Creates named customers that don't exist yet,
 * so that the log can name them. The customers stay locked, so writes for them either precede an erasure and are erased
 * too, or don't happen.
 */
export async function findRecipients(db: Db, wanted: Wanted): Promise<Recipients> {
  const { environmentId, names = [], customerIds = [], deviceIds = [], addresses = [], now } = wanted
  const ask = async () => {
    const [found] = await recipients(db, {
      environmentId,
      ...namesOf(names),
      customerIds: listed(customerIds),
      deviceIds: listed(deviceIds),
      addresses: storableJson(addresses),
      now: now.toISOString(),
    })
    if (!found) throw new Error('recipients are one row')
    return found
  }
  const found = await ask()
  // No customer can be created without an environment.
  return found.environment && (await makeMissing(db, { environmentId, names, found: found.customers })) ? ask() : found
}

export async function findSendingEnvironment(db: Db, given: { environmentId: string }) {
  const [row] = await sendingEnvironment(db, given)
  return row
}

/** The named customers; unknown ones are created. */
export async function customersNamed(
  db: Db,
  { environmentId, names }: { environmentId: string; names: CustomerName[] },
): Promise<NamedCustomer[]> {
  const ask = () => namedCustomers(db, { environmentId, ...namesOf(names) })
  const found = await ask()
  return (await makeMissing(db, { environmentId, names, found })) ? ask() : found
}

export function devicesByAddress(
  db: Db,
  { environmentId, addresses, now }: { environmentId: string; addresses: Address[]; now: Date },
) {
  return addressed(db, { environmentId, addresses: storableJson(addresses), now: now.toISOString() })
}

/** A name as the key of a map. */
export const nameKey = (name: CustomerName) =>
  'userId' in name ? `user ${name.userId}` : `anonymous ${name.anonymousId}`

/** The keys of a customer's names. */
export const nameKeysOf = ({ userId, anonymousId }: NamedCustomer) => [
  ...(userId === null ? [] : [nameKey({ userId })]),
  ...(anonymousId === null ? [] : [nameKey({ anonymousId })]),
]

/** The customers that still exist, locked until the transaction ends. */
export async function holdCustomers(db: Db, { customerIds }: { customerIds: string[] }): Promise<Set<string>> {
  const rows = await db
    .select({ id: customers.id })
    .from(customers)
    .where(sql`${customers.id} = any(${uuids(customerIds)})`)
    .orderBy(customers.id)
    .for('key share')
  return new Set(rows.map(({ id }) => id))
}

/** Returns whether any were missing. */
async function makeMissing(
  db: Db,
  { environmentId, names, found }: { environmentId: string; names: CustomerName[]; found: NamedCustomer[] },
): Promise<boolean> {
  const known = new Set(found.flatMap(nameKeysOf))
  const missing = names.filter((name) => !known.has(nameKey(name)))
  if (missing.length === 0) return false
  const rows = missing.map((name): typeof customers.$inferInsert => ({ environmentId, ...name }))
  await db
    .insert(customers)
    .values(inOrder(rows, 'userId', 'anonymousId'))
    .onConflictDoNothing()
  return true
}

const namesOf = (names: CustomerName[]) => ({
  userIds: storableJson(names.flatMap((name) => ('userId' in name ? [name.userId] : []))),
  anonymousIds: storableJson(names.flatMap((name) => ('anonymousId' in name ? [name.anonymousId] : []))),
})

const selectEnvironment = ({ environmentId }: { environmentId: SQL }) => sql`
  select e.id, e.name, e.apns_server as "apnsServer", a.bundle_id as "bundleId", c.used_for as "endpointUsedFor",
    o.message_text_days as "messageTextDays"
  from environments e join apps a on a.id = e.app_id join companies o on o.id = a.company_id left join company_endpoints c on c.environment_id = e.id
  where e.id = ${environmentId}::uuid`

const selectNamed = ({
  environmentId,
  userIds,
  anonymousIds,
}: Record<'environmentId' | 'userIds' | 'anonymousIds', SQL>) => sql`
  select id, user_id as "userId", anonymous_id as "anonymousId" from customers
  where environment_id = ${environmentId}::uuid
    and (user_id = any(${textsOf(userIds)}) or anonymous_id = any(${textsOf(anonymousIds)}))
  for key share`

const idsByAddress = ({ environmentId, addresses }: Record<'environmentId' | 'addresses', SQL>) => sql`
  select named.id from jsonb_to_recordset(${addresses}::jsonb) as given(kind text, address text)
    join devices as named on named.environment_id = ${environmentId}::uuid
      and named.kind = given.kind and named.address = given.address`

function selectDevices({ environmentId, now }: Record<'environmentId' | 'now', SQL>, ids: SQL) {
  const live = sql`select from presence p where p.customer_id = d.customer_id and p.expires_at > ${now}::timestamptz`
  return sql`
    select d.id, d.customer_id as "customerId", d.kind, d.address, d.status, d.permission, d.created_at as "createdAt",
      exists (${live} and p.chat = 'connected') as "isChatConnected",
      exists (${live} and p.app = 'active' and (p.device_id is null or p.device_id = d.id)) as "isAppActive"
    from devices d join customers c on c.id = d.customer_id
    where d.environment_id = ${environmentId}::uuid and d.id = any(array(${ids}))
    order by d.created_at, d.id for key share of c`
}

const recipients = prepared<
  Record<'environmentId' | 'userIds' | 'anonymousIds' | 'customerIds' | 'deviceIds' | 'addresses' | 'now', string>,
  Recipients
>(
  'recipients',
  (of) => sql`
    with named as materialized (${selectNamed(of)}),
    device as materialized (${selectDevices(
      of,
      sql`
        select id from devices where customer_id = any(array(select id from named) || ${of.customerIds}::uuid[])
        union all select unnest(${of.deviceIds}::uuid[])
        union all ${idsByAddress(of)}`,
    )})
    select (select to_jsonb(e) from (${selectEnvironment(of)}) as e) as environment,
      (select coalesce(jsonb_agg(to_jsonb(named)), '[]') from named) as customers,
      (select coalesce(jsonb_agg(to_jsonb(device) - 'createdAt' order by "createdAt", id), '[]') from device) as devices`,
)

const sendingEnvironment = prepared<{ environmentId: string }, SendingEnvironment>(
  'sending_environment',
  selectEnvironment,
)

const namedCustomers = prepared<Record<'environmentId' | 'userIds' | 'anonymousIds', string>, NamedCustomer>(
  'named_customers',
  selectNamed,
)

const addressed = prepared<Record<'environmentId' | 'addresses' | 'now', string>, RecipientDevice>(
  'devices_by_address',
  (of) => selectDevices(of, idsByAddress(of)),
)
