import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { openDatabase } from './client'

type Asked = { serverUrl: string; namePrefix: string; poolMax?: number }

/** A new database on that server, migrated, for tests and benchmarks that must meet nobody else's rows. */
export async function ownDatabase({ serverUrl, namePrefix, poolMax }: Asked) {
  const name = `${namePrefix}_${randomBytes(4).toString('hex')}`
  const onServer = (statement: string) => runOn(serverUrl, statement)
  await onServer(`create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const database = await openDatabase({ url: url.href, dataDir: '', poolMax })
  await database.migrate()
  return {
    database,
    url: url.href,
    /** While refused, whoever is connected stays so, and nobody else gets in. */
    refuseConnections: (isRefused: boolean) => onServer(`alter database ${name} allow_connections ${!isRefused}`),
    async drop() {
      await database.close()
      await onServer(`drop database if exists ${name} with (force)`)
    },
  }
}

async function runOn(url: string, statement: string) {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
