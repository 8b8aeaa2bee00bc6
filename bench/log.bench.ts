import type { Database } from '@/db/client'
import { makeEnvironment } from '@/db/factories'
import { ownDatabase } from '@/db/own-database'
import { type DeliveryFilters, pageOfDeliveries } from '@/db/queries/deliveries/deliveries'
import { serverUrl } from './server-url'

const rowCount = Number(process.env.BENCH_ROWS ?? 10_000_000)
const questionCount = 400
const barMs = 100
const pageSize = 50

/** The delivery log's first page with random filters, over ten million deliveries in one environment (PostgreSQL). */
export async function run() {
  const { database, atLeisure, drop } = await ownDatabase({ serverUrl, namePrefix: 'pushdesk_bench' })
  try {
    const { id: environmentId } = await makeEnvironment(database.db, { name: 'production' })
    const startedAt = performance.now()
    await fill(atLeisure, environmentId)
    console.log(`${rowCount} deliveries made in ${Math.round((performance.now() - startedAt) / 1000)} s`)
    await ask(database, environmentId)
  } finally {
    await drop()
  }
}

async function ask({ db }: Database, environmentId: string) {
  const times: { ms: number; rows: number; filters: DeliveryFilters }[] = []
  for (let question = 0; question < questionCount; question += 1) {
    const filters = anyFilters()
    const startedAt = performance.now()
    const page = await pageOfDeliveries(db, { environmentId, filters, limit: pageSize })
    times.push({ ms: performance.now() - startedAt, rows: page.length, filters })
  }
  const sorted = times.toSorted((a, b) => a.ms - b.ms)
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)]?.ms.toFixed(1)
  const empty = times.filter(({ rows }) => rows === 0).length
  console.log(
    `first page, ${questionCount} combinations of filters (${empty} find nothing): p50 ${at(0.5)} ms, p95 ${at(0.95)} ms (bar ${barMs} ms), slowest ${at(1)} ms`,
  )
  for (const { ms, rows, filters } of sorted.slice(-3))
    console.log(`  ${ms.toFixed(1)} ms, ${rows} rows: ${JSON.stringify(filters)}`)
}

/** Includes each filter with a probability of one half, with one or more of its values. */
function anyFilters(): DeliveryFilters {
  const [from, until] = [Math.random() * 90, Math.random() * 90].sort((a, b) => b - a) as [number, number]
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000)
  return {
    ...(coin() && { states: some(['queued', 'retrying', 'accepted', 'failed', 'expired', 'suppressed'] as const) }),
    ...(coin() && { reasons: some(reasons) }),
    ...(coin() && { types: some(['live', 'proactive', 'test'] as const) }),
    ...(coin() && { transports: some(['apns', 'company_api'] as const) }),
    ...(coin() && { isSimulated: coin() }),
    ...(coin() && { isUncertain: coin() }),
    ...(coin() && { from: ago(from), until: ago(until) }),
  }
}

const reasons = ['Unregistered', 'BadDeviceToken', 'TooManyRequests', 'http_500', 'timeout', 'chat_connected']
const coin = () => Math.random() < 0.5
const some = <T>(values: readonly T[]) => {
  const chosen = values.filter(() => Math.random() < 0.3)
  return chosen.length ? chosen : values.slice(0, 1)
}

/** Inserts rows over 90 days: most accepted, a few in each other state, some very rare. Creates the indexes last. */
async function fill({ executeSql }: Pick<Database, 'executeSql'>, environmentId: string) {
  const notificationCount = Math.ceil(rowCount / 10)
  const { rows } = await executeSql(
    `select indexdef, indexname from pg_indexes where schemaname = 'public' and tablename in ('notifications', 'deliveries')
     and indexname not like '%pkey'`,
  )
  const indexes = rows as { indexdef: string; indexname: string }[]
  for (const { indexname } of indexes) await executeSql(`drop index ${indexname}`)
  await executeSql(
    `insert into notifications (id, environment_id, type, payload, title, body, actor_kind, actor_name, expires_at, created_at)
     select ${idOf('n')}, $1, 'live', '{"aps": {}}', 'A title', 'A body', 'system', 'bench', now(), now()
     from generate_series(1, $2::int) n`,
    [environmentId, notificationCount],
  )
  await executeSql(
    `insert into deliveries (id, environment_id, notification_id, type, customer_id, device_id, device_kind, address, transport,
       is_simulated, state, reason, is_uncertain, expires_at, created_at)
     select ${idOf('n')}, $1, ${idOf('1 + n % $3::int')},
       case when n % 1000 = 0 then 'test' when n % 4 = 0 then 'proactive' else 'live' end,
       ${idOf('n % 300000')}, ${idOf('n % 500000')}, 'device_token', 'a0b1c2', case when n % 3 = 0 then 'company_api' else 'apns' end,
       n % 997 = 0, state, case when state in ('failed', 'retrying') then reason when state = 'suppressed' then 'chat_connected' end,
       n % 5003 = 0, now(), now() - (($2::int - n)::float8 / $2 * interval '90 days')
     from (select n, (hashint4(n) & 1023) as h,
       case when (hashint4(n) & 1023) < 900 then 'accepted' when (hashint4(n) & 1023) < 960 then 'failed'
         when (hashint4(n) & 1023) < 1015 then 'suppressed' when (hashint4(n) & 1023) < 1022 then 'expired'
         when n > $2 - 5000 then 'queued' else 'retrying' end as state,
       (array['Unregistered','Unregistered','Unregistered','BadDeviceToken','http_500','timeout','TooManyRequests'])[1 + n % 7] as reason
       from generate_series(1, $2::int) n) rows`,
    [environmentId, rowCount, notificationCount],
  )
  for (const { indexdef } of indexes) await executeSql(indexdef)
  await executeSql('vacuum analyze notifications')
  await executeSql('vacuum analyze deliveries')
}

const idOf = (number: string) => `lpad(to_hex((${number})::int), 32, '0')::uuid`
