import { announce } from '@/db/announce'
import type { Db } from '@/db/client'
import type { Attempt } from '@/db/queries/sending/attempts'
import { blockedAmong, holdEnvironment } from '@/db/queries/sending/holds'
import { postponeEnvironment, wakeProbe } from '@/db/queries/sending/postponing'
import { endOf } from '@/lib/deliveries/attempts/attempt'
import { log } from '@/lib/log'
import { endsHold, isOfAll } from './hold-scope'
import { resumeEnvironment } from './resume-environment'

/** How long the queue of a blocked environment sleeps. A new key wakes it at once. */
const blockedWaitMs = 5 * 60_000

/** Puts environments on hold, or ends their hold, after a batch of responses. */
export async function recordHolds(db: Db, attempts: Attempt[], now: Date) {
  const rejected = byEnvironment(attempts.filter(({ holds }) => holds))
  for (const [environmentId, these] of rejected) await hold(db, environmentId, these, now)
  const answered = byEnvironment(attempts.filter(({ delivery, answer }) => delivery.transport === 'apns' && answer))
  await release(db, answered)
}

async function hold(db: Db, environmentId: string, attempts: Attempt[], now: Date) {
  const last = attempts.at(-1)
  const reason = last?.reason ?? 'refused'
  const same = attempts.filter((attempt) => (attempt.reason ?? 'refused') === reason)
  const refused = same.map(({ delivery }) => ({ deliveryId: delivery.id, address: delivery.address }))
  const at = same[0]?.answer ? endOf(same[0].answer) : now
  const { reasonBefore, before, now: addresses } = await holdEnvironment(db, { environmentId, reason, at, refused })
  const isOfAllNow = isOfAll(reason, addresses.length)
  const wasOfAll = reasonBefore === reason && isOfAll(reason, before.length)
  if (isOfAllNow && !wasOfAll)
    await postponeEnvironment(db, {
      transport: 'apns',
      environmentId,
      until: new Date(now.getTime() + blockedWaitMs),
    })
  if (isOfAllNow && last?.holds) await wakeProbe(db, { environmentId, except: addresses, at: last.holds.probeAt })
  if (reasonBefore !== reason || addresses.length !== before.length)
    await announce(db, { kind: 'environment', environmentId })
}

async function release(db: Db, answered: [string, Attempt[]][]) {
  if (answered.length === 0) return
  const blocked = await blockedAmong(db, { environmentIds: answered.map(([id]) => id) })
  for (const { id: environmentId, blockedReason, blockedAt } of blocked) {
    const attempts = answered.find(([id]) => id === environmentId)?.[1] ?? []
    const isOver = attempts.some(
      (attempt) => attempt.answer && endsHold(attempt, blockedReason) && endOf(attempt.answer) >= blockedAt,
    )
    if (!isOver) continue
    await resumeEnvironment(db, { environmentId })
    log.info({ environmentId }, 'APNs accepts this environment’s pushes again; its queue resumes')
  }
}

/** Groups attempts by environment, in a fixed order, so that workers can't deadlock. */
function byEnvironment(attempts: Attempt[]): [string, Attempt[]][] {
  const found = new Map<string, Attempt[]>()
  for (const attempt of attempts) {
    const { environmentId } = attempt.delivery
    const others = found.get(environmentId)
    if (others) others.push(attempt)
    else found.set(environmentId, [attempt])
  }
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1))
}
