import type { Database } from '@/db/client'
import { isTrustedProxy } from '@/lib/client-address'
import { networkOf } from '@/lib/client-network'
import type { MachineContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { log } from '@/lib/log'
import { PublicCounts } from './public-counts'
import { type PublicCall, publicLimits } from './public-limit-table'
import { WindowCounts } from './window-counts'

/** A customer as the app names them: by user ID or by anonymous ID. */
type Named = { id?: string; anonymousId?: string }

type Asked = {
  call: PublicCall
  user?: Named
  /** The device’s address. */
  device?: string
}

const counts = new PublicCounts()

/** From now on, the limits hold for all processes together. Returns a function that stops this. */
export const sharePublicLimits = (database: Database) => counts.share(database)

/**
 * Limits calls by IP address. A publishable key is public: anyone who reads it from the app can use it. Runs first,
 * before any lookup for the caller.
 */
export function limitAddress(ctx: MachineContext, call: PublicCall, now = Date.now()) {
  if (ctx.key.kind !== 'publishable' || ctx.ip === undefined) return
  const waitMs = counts[call].address.count(networkOf(ctx.ip), publicLimits[call].address, now)
  // A proxy's own address belongs to no one in particular. Checked last, because few calls get this far.
  if (waitMs > 0 && !isTrustedProxy(ctx.ip)) throw refused(ctx, { call, by: 'IP address', waitMs })
}

/** Limits calls by customer and device. Runs after the identity check, so that no one else uses up the limit. */
export function limitCustomer(ctx: MachineContext, { call, user, device }: Asked, now = Date.now()) {
  if (ctx.key.kind !== 'publishable') return
  const limits = publicLimits[call]
  const of = counts[call]
  const environmentId = ctx.environment.id
  const name = user && nameOf(user)
  const waitMs = name === undefined ? 0 : of.customer.count(name, limits.customer, now, environmentId)
  if (waitMs > 0) throw refused(ctx, { call, by: 'customer', waitMs })
  if (device === undefined || limits.device === null) return
  const deviceWaitMs = of.device.count(device, limits.device, now, environmentId)
  if (deviceWaitMs > 0) throw refused(ctx, { call, by: 'device', waitMs: deviceWaitMs })
}

/** Keeps an anonymous ID apart from an equal user ID. No ID contains U+0000. */
const nameOf = ({ id, anonymousId }: Named) => id ?? (anonymousId === undefined ? undefined : `\u0000${anonymousId}`)

type Over = { call: PublicCall; by: 'customer' | 'device' | 'IP address'; waitMs: number }

const told = new WindowCounts(60_000)

function refused({ environment, key, requestId, ip }: MachineContext, { call, by, waitMs }: Over) {
  // Log each limit once a minute per key, so that a flood of calls doesn't flood the log.
  if (told.count(`${call} ${by}`, 1, Date.now(), key.id) === 0)
    log.warn(
      { environmentId: environment.id, keyId: key.id, call, by, requestId, ip },
      'calls with a publishable key throttled',
    )
  return new Refused('too-many', `Too many calls from this ${by}. ${ways[call]}`, {}, 'rate_limited', {
    retryAfterSeconds: Math.ceil(waitMs / 1_000),
    environmentId: environment.id,
  })
}

const ways = {
  registration: 'Register a device when something about it changes, not more often.',
  evaluation: 'Evaluate when the app opens and when its event stream says so.',
  event: 'Send events together.',
}
