import { randomBytes, randomUUID } from 'node:crypto'
import { Pool } from 'pg'

export type Place = { environmentId: string; customerId: string; deviceId: string; address: string }

/** Messages per second when `pg` alone writes the rows that an accepted message leaves behind: no queue, no rules. */
export async function controlRate(
  url: string,
  { connections, count, batch, places }: { connections: number; count: number; batch: number; places: Place[] },
) {
  const pool = new Pool({ connectionString: url, max: connections })
  let left = count
  const lane = async () => {
    while (left > 0) {
      const size = Math.min(batch, left)
      left -= size
      const rows = Array.from({ length: size }, () => rowOf(places[Math.floor(Math.random() * places.length)]))
      await accept(pool, rows)
      await end(pool, rows)
    }
  }
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: connections }, lane))
  const seconds = (performance.now() - startedAt) / 1000
  await pool.end()
  return count / seconds
}

function rowOf(place: Place | undefined) {
  if (!place) throw new Error('no places')
  return {
    ...place,
    notificationId: randomUUID(),
    deliveryId: randomUUID(),
    externalId: randomBytes(8).toString('hex'),
  }
}
type Row = ReturnType<typeof rowOf>

async function inTransaction(pool: Pool, statements: [string, unknown[]][]) {
  const client = await pool.connect()
  try {
    await client.query('begin')
    for (const [text, values] of statements) await client.query({ name: text.slice(0, 60), text, values })
    await client.query('commit')
  } finally {
    client.release()
  }
}

const payload = { aps: { alert: { title: 'Bench', body: 'A message of usual length, say.' }, sound: 'default' } }
const request = { method: 'POST', url: 'https://localhost/3/device/…', headers: { 'apns-topic': 'com.example.bench' } }

function accept(pool: Pool, rows: Row[]) {
  const data = JSON.stringify(rows)
  return inTransaction(pool, [
    [
      `insert into notifications (id, environment_id, type, external_id, customer_id, conversation_id, title, body, payload, headers,
         actor_kind, actor_name, expires_at)
       select "notificationId", "environmentId", 'live', "externalId", "customerId", 'c', 'Bench', 'A message', $2::jsonb, '{}',
         'api_key', 'bench', now() + interval '1 day'
       from jsonb_to_recordset($1::jsonb) as r("notificationId" uuid, "environmentId" uuid, "externalId" text, "customerId" uuid)`,
      [data, JSON.stringify(payload)],
    ],
    [
      `insert into deliveries (id, environment_id, notification_id, type, customer_id, device_id, device_kind, address, transport,
         is_simulated, state, order_key, expires_at)
       select "deliveryId", "environmentId", "notificationId", 'live', "customerId", "deviceId", 'device_token', address, 'apns',
         false, 'queued', 'c:' || "notificationId", now() + interval '1 day'
       from jsonb_to_recordset($1::jsonb) as r("deliveryId" uuid, "notificationId" uuid, "environmentId" uuid, "customerId" uuid,
         "deviceId" uuid, address text)`,
      [data],
    ],
    [
      `insert into due_deliveries (delivery_id, transport, environment_id, due_at)
       select "deliveryId", 'apns', "environmentId", now() + interval '1 hour'
       from jsonb_to_recordset($1::jsonb) as r("deliveryId" uuid, "environmentId" uuid)`,
      [data],
    ],
  ])
}

function end(pool: Pool, rows: Row[]) {
  const ids = rows.map(({ deliveryId }) => deliveryId)
  const deviceIds = [...new Set(rows.map(({ deviceId }) => deviceId))].sort()
  return inTransaction(pool, [
    [
      `update devices set last_accepted_at = now() from (select id from devices where id = any($1) order by id for update) held
       where devices.id = held.id`,
      [deviceIds],
    ],
    [
      `insert into attempts (id, environment_id, delivery_id, number, outcome, status, request, started_at, duration_ms)
       select gen_random_uuid(), environment_id, id, 1, 'accepted', 200, $2::jsonb, now(), 5 from deliveries where id = any($1)`,
      [ids, JSON.stringify(request)],
    ],
    [`update deliveries set state = 'accepted', attempt_count = 1, ended_at = now() where id = any($1)`, [ids]],
    [`delete from due_deliveries where delivery_id = any($1)`, [ids]],
  ])
}
