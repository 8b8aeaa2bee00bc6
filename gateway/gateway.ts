import type { HttpBindings } from '@hono/node-server'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Database } from '@/lib/context'
import type { Takes } from '@/lib/machine-verb'
import type { FailedKeys } from './failed-keys'

/** Absent where the app is called without a server, as tests do. */
export type Bindings = Partial<HttpBindings>
export type Asked = Context<{ Bindings: Bindings }>

export type Method = 'get' | 'put' | 'post' | 'delete'
/** Where something answers; `nobody` where no key is asked for. */
export type Place = { method: Method; path: `/${string}`; takes: Takes | 'nobody' }

/** What every route is registered on. */
export type Gateway = {
  app: OpenAPIHono<{ Bindings: Bindings }>
  database: Database
  failedKeys: FailedKeys
  places: (Place & { pattern: RegExp })[]
}

/** Puts a handler at its place. */
export function register(gateway: Gateway, place: Place, answer: (c: Asked) => Promise<Response> | Response) {
  remember(gateway, place)
  gateway.app.on(place.method.toUpperCase(), place.path.replaceAll(/\{(\w+)\}/g, ':$1'), answer)
}

/** For 405 and for browsers' preflights. */
export function remember(gateway: Gateway, place: Place) {
  gateway.places.push({ ...place, pattern: new RegExp(`^${place.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`) })
}
