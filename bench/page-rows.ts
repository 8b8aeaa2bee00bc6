import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'

/** Adds `count` customers, devices, and deliveries to the sandbox of a demo app. */
export async function addRows(db: Db, { appSlug, count }: { appSlug: string; count: number }) {
  const environmentId = sql`(select e.id from environments e join apps a on a.id = e.app_id where a.slug = ${appSlug} and e.name = 'sandbox')`
  await db.execute(sql`
    with made as (
      insert into customers (id, environment_id, user_id)
      select gen_random_uuid(), ${environmentId}, 'bench-' || lpad(n::text, 6, '0') from generate_series(1, ${count}::int) n
      returning id, user_id)
    insert into devices (id, environment_id, customer_id, kind, address, permission, status, app_version, os_version, model, registered_at)
    select gen_random_uuid(), ${environmentId}, id, 'device_token', md5(user_id) || md5(user_id || 'b'),
      (array['authorized','denied','provisional'])[1 + n % 3], case when n % 10 = 0 then 'disabled' else 'active' end,
      '4.' || n % 9, '18.' || n % 7, 'iPhone' || 12 + n % 5 || ',1', now() - n * interval '1 minute'
    from (select id, user_id, right(user_id, 6)::int as n from made) made`)
  await db.execute(sql`
    insert into notifications (id, environment_id, type, payload, title, body, actor_kind, actor_name, expires_at, created_at)
    select gen_random_uuid(), ${environmentId}, 'live', '{"aps": {}}', 'Title ' || n, 'A body', 'system', 'bench', now(),
      now() - n * interval '10 seconds' from generate_series(1, ${count}::int) n`)
  await db.execute(sql`
    insert into deliveries (id, environment_id, notification_id, type, customer_id, device_id, device_kind, address, transport,
      is_simulated, state, reason, attempt_count, expires_at, ended_at, created_at)
    select gen_random_uuid(), ${environmentId}, n.id, 'live', d.customer_id, d.id, 'device_token', d.address, 'apns', true,
      n.state, case when n.state = 'failed' then 'Unregistered' when n.state = 'suppressed' then 'chat_connected' end, 1,
      now(), n.created_at, n.created_at
    from (select id, created_at, number, (array['accepted','accepted','accepted','accepted','failed','suppressed'])[1 + number % 6] as state
        from (select id, created_at, right(title, -6)::int as number from notifications where actor_name = 'bench') numbered) n
    join devices d on d.environment_id = ${environmentId} and d.address = md5('bench-' || lpad(n.number::text, 6, '0'))
      || md5('bench-' || lpad(n.number::text, 6, '0') || 'b')`)
  for (const table of ['customers', 'devices', 'notifications', 'deliveries'])
    await db.execute(sql`analyze ${sql.identifier(table)}`)
}
