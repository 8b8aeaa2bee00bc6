import type { Database } from '@/db/client'

type Refusing = { table: string; when: string; code: string }

let made = 0

/** Makes the database reject rows of a table for which `when` is true, with this SQLSTATE, as a real error would. */
export async function refuseRows({ executeSql }: Database, { table, when, code }: Refusing) {
  made += 1
  const name = `refusing_${made}`
  // A sequence keeps counting even if the transaction rolls back.
  await executeSql(`
    create sequence ${name};
    create function ${name}() returns trigger language plpgsql as $$
    begin
      if ${when} then
        perform nextval('${name}');
        raise exception 'refused' using errcode = '${code}';
      end if;
      return new;
    end $$;
    create trigger ${name} before insert or update on ${table} for each row execute function ${name}();`)
  return {
    async count() {
      const { rows } = await executeSql(
        `select case when is_called then last_value else 0 end::int as count from ${name}`,
      )
      const [row] = rows as { count: number }[]
      return row?.count ?? 0
    },
    async mend() {
      await executeSql(`
        drop trigger if exists ${name} on ${table};
        drop function if exists ${name}();`)
    },
  }
}
