import type { Database } from '@/db/client'

type Sql = Pick<Database, 'executeSql'>
type Size = { environmentId: string; deviceCount: number; deliveryCount: number }

const tables = "'customers', 'devices', 'notifications', 'deliveries'"

/**
 * Inserts devices over 90 days. One customer in three has two devices, and one device in ten is disabled. User IDs look
 * like those of real companies: zero-padded numbers, hashes, and email addresses. Anonymous IDs are UUIDs. Each
 * notification has ten deliveries. Creates the indexes after the rows.
 */
export async function fillForLookUp({ executeSql }: Sql, { environmentId, deviceCount, deliveryCount }: Size) {
  const customerCount = Math.ceil(deviceCount * 0.75)
  const indexes = await dropIndexes({ executeSql })
  await executeSql(
    `insert into customers (id, environment_id, user_id, anonymous_id, last_seen_at, created_at)
     select ${idOf('c')}, $1::uuid, case n % 4 when 0 then 'cust-' || lpad(n::text, 10, '0') when 1 then 'cust-' || md5(n::text)
       when 2 then 'User' || n || '@example.com' end, case n % 4 when 3 then ${idOf('anonymous')}::text end, now(), now()
     from generate_series(1, $2::int) n`,
    [environmentId, customerCount],
  )
  await executeSql(
    `insert into devices (id, environment_id, customer_id, kind, address, status, status_reason, permission, app_version, registered_at)
     select ${idOf('d')}, $1::uuid, ${uuidOf(`'c' || 1 + n % $3::int`)},
       case when n % 20 = 0 then 'uuid' else 'device_token' end,
       case when n % 20 = 0 then upper(${idOf('address')}::text) else md5(n || 'a') || md5(n || 'b') end,
       case when n % 10 = 0 then 'disabled' else 'active' end, case when n % 10 = 0 then 'unregistered' else 'registered' end,
       'authorized', '8.' || n % 5, now() - (n::float8 / $2 * interval '90 days')
     from generate_series(1, $2::int) n`,
    [environmentId, deviceCount, customerCount],
  )
  const notificationCount = Math.ceil(deliveryCount / 10)
  await executeSql(
    `insert into notifications (id, environment_id, type, external_id, conversation_id, customer_id, payload, title, body,
       actor_kind, actor_name, expires_at, created_at)
     select ${idOf('n')}, $1::uuid, 'live', 'msg-' || n, 'conversation-' || n / 3, ${uuidOf(`'c' || 1 + n % $3::int`)}, '{"aps": {}}',
       'A title', 'A body', 'system', 'bench', now(), now() - (n::float8 / $2 * interval '90 days')
     from generate_series(1, $2::int) n`,
    [environmentId, notificationCount, customerCount],
  )
  await executeSql(
    `insert into deliveries (id, environment_id, notification_id, type, customer_id, device_id, device_kind, address, transport,
       is_simulated, state, attempt_count, expires_at, created_at)
     select ${idOf('l')}, $1::uuid, ${uuidOf(`'n' || 1 + n % $3::int`)}, 'live', ${uuidOf(`'c' || 1 + n % $4::int`)},
       ${uuidOf(`'d' || 1 + n % $5::int`)}, 'device_token', md5(n::text), 'apns', false, 'accepted', 1, now(),
       now() - (n::float8 / $2 * interval '90 days')
     from generate_series(1, $2::int) n`,
    [environmentId, deliveryCount, notificationCount, customerCount, deviceCount],
  )
  for (const definition of indexes) await executeSql(definition)
  for (const table of ['customers', 'devices', 'notifications', 'deliveries'])
    await executeSql(`vacuum analyze ${table}`)
}

/** The ID of the nth row of a kind, derived from n so that rows of other tables can refer to it. */
const idOf = (kind: string) => uuidOf(`'${kind}' || n`)

const uuidOf = (text: string) => `overlay(overlay(md5(${text}) placing '4' from 13) placing '8' from 17)::uuid`

async function dropIndexes({ executeSql }: Sql): Promise<string[]> {
  const { rows } = await executeSql(
    `select indexdef, indexname from pg_indexes where schemaname = 'public' and tablename in (${tables})
     and indexname not like '%pk%'`,
  )
  const indexes = rows as { indexdef: string; indexname: string }[]
  for (const { indexname } of indexes) await executeSql(`drop index ${indexname}`)
  return indexes.map(({ indexdef }) => indexdef)
}
