import { type SQL, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import type { ownDatabase } from '@/db/own-database'
import { runSql } from '@/db/raw'
import { ownPostgres } from '@/db/testing'

let own: Awaited<ReturnType<typeof ownDatabase>>
beforeAll(async () => {
  own = await ownPostgres()
})
afterAll(() => own.drop())

const lock = (key: number) => sql`pg_advisory_xact_lock(${key})`

/** Two tasks that each hold what the other one needs. `middle` is locked until both have got that far. */
async function inACircle(first: (middle: SQL) => Promise<unknown>, second: (middle: SQL) => Promise<unknown>) {
  const { db } = own.database
  const middle = lock(2)
  let both: Promise<unknown> = Promise.resolve()
  await db.transaction(async (tx) => {
    await tx.execute(sql`select ${middle}`)
    both = Promise.all([first(middle), second(middle)])
    await expect.poll(() => waitingFor(tx, 2), { interval: 10 }).toBe(2)
  })
  await both
}

async function waitingFor(db: Db, key: number) {
  const { rows } = await runSql<{ waiting: number }>(
    db,
    sql`select count(*)::int as waiting from pg_locks where locktype = 'advisory' and objid = ${key} and not granted
      and database = (select oid from pg_database where datname = current_database())`,
  )
  return rows[0]?.waiting
}

describe('work that loses a conflict', () => {
  it('is retried after a deadlock of transactions, so that the caller doesn’t see one', async () => {
    const { db } = own.database
    let tries = 0
    const take = (...keys: (number | SQL)[]) =>
      db.transaction(async (tx) => {
        tries += 1
        for (const key of keys) await tx.execute(sql`select ${typeof key === 'number' ? lock(key) : key}`)
      })
    await inACircle(
      (middle) => take(1, middle, 3),
      (middle) => take(3, middle, 1),
    )
    expect(tries).toBe(3)
  })

  it('is retried after a deadlock of single statements', async () => {
    const { db } = own.database
    const take = (...locks: SQL[]) => db.execute(sql`select ${sql.join(locks, sql`, `)}`)
    await inACircle(
      (middle) => take(lock(1), middle, lock(3)),
      (middle) => take(lock(3), middle, lock(1)),
    )
  })

  it('is retried after a serialization failure', async () => {
    let tries = 0
    const result = await own.database.db.transaction(async (tx) => {
      tries += 1
      if (tries < 3) await tx.execute(sql.raw(`do $$ begin raise exception using errcode = '40001'; end $$`))
      return 'done'
    })
    expect([result, tries]).toEqual(['done', 3])
  })

  it('is not retried after any other error', async () => {
    let tries = 0
    const work = own.database.db.transaction(async (tx) => {
      tries += 1
      await tx.execute(sql`select 1 / 0`)
    })
    await expect(work).rejects.toThrow()
    expect(tries).toBe(1)
  })

  it('fails with its conflict when retries run out', async () => {
    const conflict = sql.raw(`do $$ begin raise exception using errcode = '40P01'; end $$`)
    await expect(own.database.db.execute(conflict)).rejects.toMatchObject({ cause: { code: '40P01' } })
  })
})
