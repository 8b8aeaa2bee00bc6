import type { HttpBindings } from '@hono/node-server'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { AnyVerb } from '@/lib/command'
import type { Database, StaffContext } from '@/lib/context'
import type { Takes } from '@/lib/keys/machine-verb'
import type { FailedKeys } from './failed-keys'

/** One of several calls that are made together, in the caller's transaction. */
export type InnerCall = {
  ctx: StaffContext
  /** What has to be asked outside of the transaction comes first, for all of them. */
  part: 'beforehand' | 'act'
  /** What ended it. Its transaction decides what follows. */
  error?: unknown
}

/** Absent where the app is called without a server, as tests do. */
export type Bindings = Partial<HttpBindings> & { inner?: InnerCall }
export type ApiCall = Context<{ Bindings: Bindings }>

export type Method = 'get' | 'put' | 'post' | 'patch' | 'delete'
/** Where something answers; `service` where a service token is asked for, `nobody` where no key is. */
export type ApiRoute = { method: Method; path: `/${string}`; takes: Takes | 'service' | 'nobody' }

/** What every route is registered on. */
export type Gateway = {
  app: OpenAPIHono<{ Bindings: Bindings }>
  database: Database
  failedKeys: FailedKeys
  places: (ApiRoute & { pattern: RegExp })[]
  /** The verbs of the dashboard that the management API has. */
  managed: AnyVerb[]
}

/** Puts a handler at its place. */
export function register(gateway: Gateway, place: ApiRoute, answer: (c: ApiCall) => Promise<Response> | Response) {
  remember(gateway, place)
  gateway.app.on(place.method.toUpperCase(), place.path.replaceAll(/\{(\w+)\}/g, ':$1'), answer)
}

/** For 405 and for browsers' preflights. */
export function remember(gateway: Gateway, place: ApiRoute) {
  gateway.places.push({ ...place, pattern: new RegExp(`^${place.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`) })
}
