import { afterAll, beforeAll, expect, it } from 'vitest'
import { ownPostgres } from '@/db/testing'
import { connectionsOf } from './connections'

let own: Awaited<ReturnType<typeof ownPostgres>>

beforeAll(async () => {
  own = await ownPostgres({ poolMax: 1 })
})
afterAll(() => own.drop())

it('reports how many connections the server allows, and how many are free', async () => {
  const { allowed, free } = await connectionsOf(own.database)
  const { rows } = await own.database.executeSql(`select current_setting('max_connections')::int as most`)
  expect([{ most: allowed }]).not.toEqual(rows)
  expect(allowed).toBeGreaterThan(0)
  expect(free).toBeLessThan(allowed)
})

it('respects a lower limit of the database', async () => {
  const name = new URL(own.url).pathname.slice(1)
  await own.database.executeSql(`alter database ${name} connection limit 5`)
  expect(await connectionsOf(own.database)).toEqual({ allowed: 5, free: 4 })
})
