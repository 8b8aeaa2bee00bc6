import { announce } from '@/db/announce'
import type { Db } from '@/db/client'
import { forgetArrived } from '@/db/queries/deliveries/erase-deliveries'
import { lockDevicesToUpdate, noteAccepted } from '@/db/queries/devices/device-verdicts'
import { type Attempt, writeAttempts } from '@/db/queries/sending/attempts'
import { postponeDevice, wakeFollowers } from '@/db/queries/sending/postponing'
import { announceDeliveries } from '@/lib/deliveries/announce-deliveries'
import { endOf } from '@/lib/deliveries/attempts/attempt'
import { clearSuspicion, judgeDevice } from '@/lib/deliveries/attempts/judge-device'
import { recordHolds } from '@/lib/deliveries/attempts/record-holds'
import { grouped } from '@/lib/grouped'
import { isEnd } from './attempt'

/**
 * Notes when APNs or a company's API last accepted a push to these devices. This is true whatever becomes of the rest,
 * so it runs outside the batch's transaction, where it delays the next push to the same devices only for a moment.
 */
export async function noteAcceptances(db: Db, attempts: Attempt[]) {
  const accepted = acceptedOf(attempts)
  if (accepted.length) await noteAccepted(db, { accepted })
}

/** Records everything else that a batch of responses changes. The caller runs it in a transaction. */
export async function recordAttempts(db: Db, attempts: Attempt[], now = new Date()) {
  await judgeDevices(db, attempts)
  // Before deliveries go back into the queue, where they are due at once if their hold has ended.
  await recordHolds(db, attempts, now)
  const erased = await writeAttempts(db, { attempts, now })
  const erasedMeanwhile = attempts.filter(({ delivery }) => erased.has(delivery.id))
  await forgetArrived(db, { deliveries: erasedMeanwhile.map(({ delivery: { id, address } }) => ({ id, address })) })
  for (const { delivery, startAfter, isDeviceThrottled } of attempts)
    if (isDeviceThrottled && delivery.deviceId && startAfter)
      await postponeDevice(db, {
        environmentId: delivery.environmentId,
        deviceId: delivery.deviceId,
        until: startAfter,
      })
  const woken = await wakeFollowers(db, { orderKeys: endedKeys(attempts) })
  if (woken > 0) await announce(db, { kind: 'due' })
  for (const [environmentId, changed] of changedByEnvironment(attempts))
    await announceDeliveries(db, environmentId, changed)
}

const endedKeys = (attempts: Attempt[]) => [
  ...new Set(attempts.filter(isEnd).flatMap(({ delivery: { orderKey } }) => orderKey ?? [])),
]

function changedByEnvironment(attempts: Attempt[]) {
  const changed = attempts.flatMap(({ delivery, state }) => (state ? [delivery] : []))
  return grouped(changed, ({ environmentId }) => environmentId)
}

/** Applies the responses to the devices. Devices are locked before deliveries, as in a registration. */
async function judgeDevices(db: Db, attempts: Attempt[]) {
  const rejected = attempts.filter(
    ({ delivery, answer }) => delivery.deviceId !== null && answer?.outcome === 'rejected',
  )
  const devices = rejected.length ? await lockDevicesToUpdate(db, { ids: idsOf(rejected) }) : []
  await clear(db, attempts)
  for (const attempt of rejected) {
    const device = devices.find(({ id }) => id === attempt.delivery.deviceId)
    if (device && attempt.device && attempt.answer)
      await judgeDevice(db, device, {
        policy: attempt.device,
        reason: attempt.answer.reason ?? 'rejected',
        at: endOf(attempt.answer),
        isAboutSince: attempt.answer.deadSince ?? attempt.answer.startedAt,
        by: attempt.delivery.transport === 'apns' ? 'APNs' : 'Company API',
      })
  }
}

const idsOf = (attempts: Attempt[]) => [...new Set(attempts.flatMap(({ delivery: { deviceId } }) => deviceId ?? []))]

const acceptedOf = (attempts: Attempt[]) =>
  attempts.flatMap(({ delivery: { deviceId }, answer, state }) =>
    deviceId && answer?.status != null && state === 'accepted' ? [{ deviceId, at: endOf(answer) }] : [],
  )

async function clear(db: Db, attempts: Attempt[]) {
  const accepted = acceptedOf(attempts)
  if (accepted.length) await clearSuspicion(db, accepted)
}
