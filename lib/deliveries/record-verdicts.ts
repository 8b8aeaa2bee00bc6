import { announce } from '@/db/changes'
import type { Db } from '@/db/client'
import { forgetArrived } from '@/db/queries/erase-deliveries'
import { type OutcomeRow, writeOutcomes } from '@/db/queries/outcomes'
import { postponeDevice, wakeFollowers } from '@/db/queries/postponing'
import { announceDeliveries } from './announce-deliveries'
import { judgeDevices } from './judge-devices'
import { recordHolds } from './record-holds'
import { isEnd, type Verdict } from './verdict'

/** All that a batch of answers changes, in one transaction. */
export async function recordVerdicts(db: Db, verdicts: Verdict[], now = new Date()) {
  await judgeDevices(db, verdicts)
  // Before deliveries go back into the queue, which are due at once where nothing is blocked any more.
  await recordHolds(db, verdicts, now)
  const erased = await writeOutcomes(db, { rows: verdicts.map((verdict) => rowOf(verdict, now)) })
  const erasedMeanwhile = verdicts.filter(({ delivery }) => erased.has(delivery.id))
  await forgetArrived(db, { deliveries: erasedMeanwhile.map(({ delivery: { id, address } }) => ({ id, address })) })
  for (const { delivery, startAfter, decision } of verdicts)
    if (decision?.isDeviceThrottled && delivery.deviceId && startAfter)
      await postponeDevice(db, {
        environmentId: delivery.environmentId,
        deviceId: delivery.deviceId,
        until: startAfter,
      })
  const woken = await wakeFollowers(db, { orderKeys: endedKeys(verdicts) })
  if (woken > 0) await announce(db, { kind: 'due' })
  for (const [environmentId, changed] of changedByEnvironment(verdicts))
    await announceDeliveries(db, environmentId, changed)
}

function rowOf({ delivery, state, reason, startAfter, waitsForRepair, attempt }: Verdict, now: Date): OutcomeRow {
  return {
    id: delivery.id,
    environmentId: delivery.environmentId,
    state: state ?? null,
    reason,
    isUncertain: attempt?.outcome === 'unknown',
    startAfter: startAfter ?? null,
    waitsForRepair: waitsForRepair ?? false,
    endedAt: startAfter ? null : now,
    attempt: attempt
      ? {
          number: delivery.attemptCount + 1,
          outcome: attempt.outcome,
          status: attempt.status,
          reason: attempt.reason,
          request: attempt.exchange?.request ?? null,
          response: attempt.response,
          apnsUniqueId: attempt.apnsUniqueId ?? null,
          startedAt: attempt.startedAt,
          durationMs: attempt.durationMs,
        }
      : null,
  }
}

const endedKeys = (verdicts: Verdict[]) => [
  ...new Set(verdicts.filter(isEnd).flatMap(({ delivery: { orderKey } }) => orderKey ?? [])),
]

function changedByEnvironment(verdicts: Verdict[]) {
  const changed = new Map<string, { notificationId: string }[]>()
  for (const { delivery, state } of verdicts) {
    if (!state) continue
    const others = changed.get(delivery.environmentId)
    if (others) others.push(delivery)
    else changed.set(delivery.environmentId, [delivery])
  }
  return changed
}
