import type { HttpBindings } from '@hono/node-server'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { AnyVerb } from '@/lib/command'
import type { Database, StaffContext } from '@/lib/context'
import type { Takes } from '@/lib/keys/machine-verb'
import type { FailedKeys } from './failed-keys'

/** One call of a batch, in the caller's transaction. */
export type InnerCall = {
  ctx: StaffContext
  /** `beforehand` runs first, for all calls, and makes requests that must happen outside the transaction. */
  part: 'beforehand' | 'act'
  /** The error that ended the call. The transaction's owner decides what to do. */
  error?: unknown
}

/** Absent if the app is called without a server, as in tests. */
export type Bindings = Partial<HttpBindings> & { inner?: InnerCall }
export type ApiCall = Context<{ Bindings: Bindings }>

export type Method = 'get' | 'put' | 'post' | 'patch' | 'delete'
/** A route and the key it accepts: `service` for a service token, `nobody` for none. */
export type ApiRoute = { method: Method; path: `/${string}`; takes: Takes | 'service' | 'nobody' }

/** The state that every route is registered on. */
export type Gateway = {
  app: OpenAPIHono<{ Bindings: Bindings }>
  database: Database
  failedKeys: FailedKeys
  places: (ApiRoute & { pattern: RegExp })[]
  /** The dashboard's verbs that the management API covers. */
  managed: AnyVerb[]
}

/** Registers a handler for a route. */
export function register(gateway: Gateway, place: ApiRoute, answer: (c: ApiCall) => Promise<Response> | Response) {
  remember(gateway, place)
  gateway.app.on(place.method.toUpperCase(), place.path.replaceAll(/\{(\w+)\}/g, ':$1'), answer)
}

/** Records a route for 405 responses and CORS preflights. */
export function remember(gateway: Gateway, place: ApiRoute) {
  gateway.places.push({ ...place, pattern: new RegExp(`^${place.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`) })
}
