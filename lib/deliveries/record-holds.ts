import { announce } from '@/db/changes'
import type { Db } from '@/db/client'
import { blockedAmong, holdEnvironment } from '@/db/queries/holds'
import { postponeEnvironment, wakeProbe } from '@/db/queries/postponing'
import { log } from '../log'
import { endsHold, isOfAll } from './hold-scope'
import { resumeEnvironment } from './resume-environment'
import { endOf, type Verdict } from './verdict'

/** How long the queue of a blocked environment sleeps before it is looked at again; a new key wakes it at once. */
const blockedWaitMs = 5 * 60_000

/** What a batch of answers says of whole environments: that they wait for a repair, or need not any more. */
export async function recordHolds(db: Db, verdicts: Verdict[], now: Date) {
  const faults = byEnvironment(verdicts.filter(({ decision }) => decision?.isEnvironmentFault))
  for (const [environmentId, refused] of faults) await hold(db, environmentId, refused, now)
  const answered = byEnvironment(verdicts.filter(({ delivery, attempt }) => delivery.transport === 'apns' && attempt))
  await release(db, answered)
}

async function hold(db: Db, environmentId: string, verdicts: Verdict[], now: Date) {
  const last = verdicts.at(-1)
  const reason = last?.decision?.reason ?? 'refused'
  const same = verdicts.filter(({ decision }) => (decision?.reason ?? 'refused') === reason)
  const refused = same.map(({ delivery }) => ({ deliveryId: delivery.id, address: delivery.address }))
  const at = same[0]?.attempt ? endOf(same[0].attempt) : now
  const { reasonBefore, before, now: addresses } = await holdEnvironment(db, { environmentId, reason, at, refused })
  const isOfAllNow = isOfAll(reason, addresses.length)
  const wasOfAll = reasonBefore === reason && isOfAll(reason, before.length)
  if (isOfAllNow && !wasOfAll)
    await postponeEnvironment(db, {
      transport: 'apns',
      environmentId,
      until: new Date(now.getTime() + blockedWaitMs),
    })
  if (isOfAllNow && last?.probeAt) await wakeProbe(db, { environmentId, except: addresses, at: last.probeAt })
  if (reasonBefore !== reason || addresses.length !== before.length)
    await announce(db, { kind: 'environment', environmentId })
}

async function release(db: Db, answered: [string, Verdict[]][]) {
  if (answered.length === 0) return
  const blocked = await blockedAmong(db, { environmentIds: answered.map(([id]) => id) })
  for (const { id: environmentId, blockedReason, blockedAt } of blocked) {
    const verdicts = answered.find(([id]) => id === environmentId)?.[1] ?? []
    const isOver = verdicts.some(
      (verdict) => verdict.attempt && endsHold(verdict, blockedReason) && endOf(verdict.attempt) >= blockedAt,
    )
    if (!isOver) continue
    await resumeEnvironment(db, { environmentId })
    log.info({ environmentId }, 'APNs accepts this environment’s pushes again; its queue resumes')
  }
}

/** In one order, so that no two workers wait for each other. */
function byEnvironment(verdicts: Verdict[]): [string, Verdict[]][] {
  const found = new Map<string, Verdict[]>()
  for (const verdict of verdicts) {
    const { environmentId } = verdict.delivery
    const others = found.get(environmentId)
    if (others) others.push(verdict)
    else found.set(environmentId, [verdict])
  }
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1))
}
