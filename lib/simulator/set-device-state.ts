import { z } from 'zod'
import { announce } from '@/db/announce'
import {
  findSimulatedPush,
  lockSimulatedDevice,
  putSimulatedDevices,
  releaseStoredPushes,
} from '@/db/queries/simulator/simulator'
import { command } from '@/lib/command'
import { maskAddress } from '@/lib/devices/mask-address'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'
import { requireSimulatedEnvironment } from './require-simulated-environment'
import { type SimulatedState, simulatedStates } from './simulated-states'

/** Sets the state of the device that got this push. When the device is back online, it gets what APNs stored for it. */
export const setDeviceState = command(
  'simulator.faults',
  inEnvironment({ pushId: z.uuid(), state: z.enum(simulatedStates.map(({ value }) => value)) }),
  async ({ db, input: { environmentId, pushId, state } }) => {
    const { name: environmentName, bundleId } = await requireSimulatedEnvironment(db, { environmentId })
    const push = await findSimulatedPush(db, { id: pushId, environmentName })
    if (!push || !isOf(bundleId, push.topic)) throw new Refused('not-found', 'This request is no longer in the log.')
    const { token, topic } = push
    const device = await lockSimulatedDevice(db, { environmentName, token, topic })
    if (device.state === state)
      throw new Refused('conflict', `Nothing to change: this device is already ${wordOf(state)}.`)
    const since = new Date()
    await putSimulatedDevices(db, { devices: [{ environmentName, token, topic, state, since }] })
    const released = state === 'active' ? await releaseStoredPushes(db, { environmentName, token, now: since }) : []
    await announce(db, { kind: 'faults' })
    if (released.length > 0) await announce(db, { kind: 'simulated_push', environmentName, tokens: [token] })
    return {
      result: { released: released.length },
      audit: {
        action: 'simulator.set_device_state',
        subject: { kind: 'simulated_device', name: maskAddress(token) },
        before: { state: device.state },
        after: { state, released: released.length },
      },
    }
  },
)

const wordOf = (state: SimulatedState) => `“${simulatedStates.find(({ value }) => value === state)?.label ?? state}”`

const isOf = (bundleId: string, topic: string) => topic === bundleId || topic.startsWith(`${bundleId}.`)
