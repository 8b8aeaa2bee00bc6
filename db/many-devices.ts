import { sql } from 'drizzle-orm'
import type { Db } from './client'

/** Creates customers `text-0001` and so on with a device each, newest registration first; every tenth is disabled. */
export async function makeManyDevices(
  db: Db,
  { environmentId, text, count }: { environmentId: string; text: string; count: number },
) {
  await db.execute(sql`
    with made as (
      insert into customers (id, environment_id, user_id)
      select gen_random_uuid(), ${environmentId}::uuid, ${text}::text || '-' || lpad(n::text, 4, '0')
      from generate_series(1, ${count}::int) n returning id, user_id)
    insert into devices (id, environment_id, customer_id, kind, address, permission, status, registered_at)
    select gen_random_uuid(), ${environmentId}::uuid, id, 'uuid', 'at-' || user_id, 'authorized',
      case when right(user_id, 1) = '0' then 'disabled' else 'active' end,
      timestamptz '2026-01-01' - right(user_id, 4)::int * interval '1 minute'
    from made`)
}
