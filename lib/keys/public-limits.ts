import type { Database } from '@/db/client'
import { isTrustedProxy } from '@/lib/client-address'
import { networkOf } from '@/lib/client-network'
import type { MachineContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { log } from '@/lib/log'
import { PublicCounts } from './public-counts'
import { type PublicCall, publicLimits } from './public-limit-table'
import { WindowCounts } from './window-counts'

/** As the app names them: by their ID, or by what stands for no one in particular. */
type Named = { id?: string; anonymousId?: string }

type Asked = {
  call: PublicCall
  user?: Named
  /** The device’s address. */
  device?: string
}

const counts = new PublicCounts()

/** From now on the limits hold for all processes together. Gives what ends it. */
export const sharePublicLimits = (database: Database) => counts.share(database)

/**
 * A publishable key is public: whoever reads it in the app may use it, though not without end. Asked first, before anything
 * is looked up for the caller.
 */
export function limitAddress(ctx: MachineContext, call: PublicCall, now = Date.now()) {
  if (ctx.key.kind !== 'publishable' || ctx.ip === undefined) return
  const waitMs = counts[call].address.count(networkOf(ctx.ip), publicLimits[call].address, now)
  // A proxy's own address is nobody's in particular. Asked last, because few come so far.
  if (waitMs > 0 && !isTrustedProxy(ctx.ip)) throw refused(ctx, { call, by: 'IP address', waitMs })
}

/** Asked once the customer is proved, so that no stranger uses up what is theirs. */
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

/** Someone who calls themselves by another’s ID without proof is another one. No ID holds the first sign. */
const nameOf = ({ id, anonymousId }: Named) => id ?? (anonymousId === undefined ? undefined : `\u0000${anonymousId}`)

type Over = { call: PublicCall; by: 'customer' | 'device' | 'IP address'; waitMs: number }

const told = new WindowCounts(60_000)

function refused({ environment, key, requestId, ip }: MachineContext, { call, by, waitMs }: Over) {
  // Once a minute for each: a flood of calls must be no flood of lines.
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
