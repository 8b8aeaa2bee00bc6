import type { Database, MachineContext } from '@/lib/context'
import { createGateway } from './index'

type Ask = { key?: string; body?: unknown; headers?: Record<string, string> }
// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of an answer by looking.
export type Answer = { status: number; body: any; headers: Headers }

/** The whole API inside a test's transaction: `ask('put', '/api/v1/devices', { key, body })`. */
export function gatewayIn(db: MachineContext['db']) {
  const app = createGateway({ database: overTransaction(db) })
  return {
    app,
    async ask(method: string, path: string, { key, body, headers }: Ask = {}): Promise<Answer> {
      const response = await app.request(path, {
        method: method.toUpperCase(),
        headers: {
          ...(key && { authorization: `Bearer ${key}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const text = await response.text()
      const isJson = response.headers.get('content-type')?.includes('json')
      return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
    },
  }
}

/** Nothing that a transaction cannot do is asked of it in these tests. */
function overTransaction(db: MachineContext['db']): Database {
  const never = () => Promise.reject(new Error('not in a test’s transaction'))
  return { kind: 'pglite', db, executeSql: never, listen: never, migrate: never, close: never }
}
