import type { Db } from '@/db/client'
import { type MachineContext, makeMachineContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import type { Trace } from '@/lib/trace'
import { type CachedKey, KeyCache } from './key-cache'

const shape = /^[ps]k_[\w-]{16,128}$/

/** One cache per database, so that a test's transaction has its own. */
const known = new WeakMap<Db, KeyCache>()

export function knownKeys(db: Db): KeyCache {
  let keys = known.get(db)
  if (!keys) {
    keys = new KeyCache(db)
    known.set(db, keys)
  }
  return keys
}

type Asked = { key: string; requestId: string; ip?: string; userToken?: string; trace?: Trace }

/** The only maker of a MachineContext. Undefined unless the key is active. Throws above the key’s rate limit. */
export function contextForKey(db: Db, asked: Asked): MachineContext | undefined | Promise<MachineContext | undefined> {
  if (!shape.test(asked.key)) return undefined
  const found = knownKeys(db).find(asked.key)
  // A cached key is returned in the same tick: prompt evaluations are limited by little else.
  return found instanceof Promise
    ? found.then((key) => key && contextOf(db, key, asked))
    : found && contextOf(db, found, asked)
}

function contextOf(db: Db, { key, environment, bucket }: CachedKey, asked: Asked): MachineContext {
  const retryAfterSeconds = bucket.take()
  if (retryAfterSeconds > 0)
    throw new Refused('too-many', 'This key exceeded its rate limit.', {}, 'rate_limited', {
      retryAfterSeconds,
      environmentId: environment.id,
    })
  return makeMachineContext({
    db,
    key,
    environment,
    requestId: asked.requestId,
    ip: asked.ip,
    userToken: asked.userToken,
    trace: asked.trace,
  })
}
