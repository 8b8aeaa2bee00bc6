import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { makeApiKey, makeEnvironment } from '@/db/factories'
import { inRollback, testDatabase } from '@/db/testing'
import type { Database, MachineContext } from '@/lib/context'
import { stopPromptRuntime } from '@/lib/prompts/serving/runtime'
import type { Gateway } from './gateway'
import { createGateway } from './index'
import { listenerOf } from './listener'
import { publishedAnswers } from './testing-document'

type Db = MachineContext['db']
type Ask = { key?: string; body?: unknown; headers?: Record<string, string> }
// biome-ignore lint/suspicious/noExplicitAny: tests assert on the parsed JSON without declaring its type.
export type ApiAnswer = { status: number; body: any; headers: Headers }

/**
 * Runs a test against the whole API over a real socket, in a transaction that is rolled back, with an environment and
 * both kinds of key.
 */
export function withApi(
  test: (api: Awaited<ReturnType<typeof apiIn>>) => Promise<void>,
  given: Parameters<typeof makeEnvironment>[1] = {},
) {
  return inRollback((db) => apiOver(overTransaction(db), test, given))
}

/** Does the same without a transaction, for data that is visible only after commit. */
export async function withCommittedApi(test: Parameters<typeof withApi>[0]) {
  await apiOver(await testDatabase(), test, {})
}

async function apiOver(database: Database, ...[test, given = {}]: Parameters<typeof withApi>) {
  const gateway = createGateway({ database })
  const server = createServer(listenerOf(gateway)).listen(0, '127.0.0.1')
  try {
    await once(server, 'listening')
    await test(await apiIn(database.db, gateway, server, given))
  } finally {
    server.closeAllConnections()
    server.close()
    await stopPromptRuntime(database)
  }
}

async function apiIn(db: Db, { app, managed }: Gateway, server: Server, given: Parameters<typeof makeEnvironment>[1]) {
  const environment = await makeEnvironment(db, given)
  const { port } = server.address() as AddressInfo // the server listens on a port, so this isn't a socket path
  const ask = asking(app, `http://127.0.0.1:${port}`)
  return { db, app, managed, ask, url: `http://127.0.0.1:${port}`, environment, ...(await keysOf(db, environment.id)) }
}

export async function keysOf(db: Db, environmentId: string) {
  const pk = await makeApiKey(db, { environmentId, kind: 'publishable' })
  const sk = await makeApiKey(db, { environmentId, kind: 'secret' })
  return { pk: pk.key, sk: sk.key, pkId: pk.id, skId: sk.id }
}

/** `ask('put', '/api/v1/devices', { key, body })`. Checks every response against the published description. */
function asking(app: Gateway['app'], url: string) {
  const check = publishedAnswers(app)
  return async (method: string, path: string, { key, body, headers }: Ask = {}): Promise<ApiAnswer> => {
    const response = await fetch(`${url}${path}`, {
      method: method.toUpperCase(),
      headers: {
        ...(key && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
    if (isStream) await response.body?.cancel()
    const text = isStream ? '' : await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    const answer = { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
    check(method, path, answer)
    return answer
  }
}

/** Wraps a transaction as a database. These tests never use what a transaction can't do. */
function overTransaction(db: Db): Database {
  const never = () => Promise.reject(new Error('not in a test’s transaction'))
  const hear = () => Promise.resolve(() => Promise.resolve())
  const ping = () => Promise.resolve()
  return {
    kind: 'pglite',
    db,
    ping,
    hasStorageFault: () => false,
    executeSql: never,
    hear,
    migrate: never,
    close: never,
  }
}

/** Reads a whole list page by page: other tests leave rows behind, so the first page may not have this test's rows. */
export async function everyItem<Item>(
  read: (path: string) => Promise<{ body: { [list: string]: Item[] | string | null } }>,
  path: string,
) {
  const items: Item[] = []
  let cursor: string | null = null
  do {
    const { body } = await read(`${path}?limit=200${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`)
    items.push(...Object.values(body).filter(Array.isArray).flat())
    cursor = typeof body.nextCursor === 'string' ? body.nextCursor : null
  } while (cursor !== null)
  return items
}
