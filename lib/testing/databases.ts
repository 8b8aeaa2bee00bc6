import { randomBytes } from 'node:crypto'
import { Client } from 'pg'

/** Vitest's global setup: names this run's test databases and drops them at the end. */
export default function setUp() {
  const url = process.env.TEST_DATABASE_URL
  if (!url) return
  const prefix = `pushdesk_test_${randomBytes(4).toString('hex')}`
  process.env.TEST_DATABASE_PREFIX = prefix
  return () => dropAll(url, prefix)
}

async function dropAll(url: string, prefix: string) {
  const client = new Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ datname: string }>(
    'select datname from pg_database where starts_with(datname, $1)',
    [prefix],
  )
  for (const { datname } of rows)
    await client.query(`drop database if exists ${client.escapeIdentifier(datname)} with (force)`)
  await client.end()
}
