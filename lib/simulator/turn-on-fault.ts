import { announce } from '@/db/announce'
import { lockEnvironment } from '@/db/queries/settings/environment-settings'
import { insertSimulatedFault, simulatedFaultsOf } from '@/db/queries/simulator/simulated-faults'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'
import { CustomFault, faultOf } from './custom-fault'
import { requireSimulatedEnvironment } from './require-simulated-environment'

/** Turns on a custom fault for a percentage of this environment's pushes. */
export const turnOnFault = command(
  'simulator.faults',
  inEnvironment(CustomFault.shape),
  async ({ db, staff, input: { environmentId, ...wanted } }) => {
    await requireSimulatedEnvironment(db, { environmentId })
    const made = faultOf(wanted)
    if (!made)
      throw new Refused('invalid', 'The fault wasn’t turned on.', {
        reason: ['APNs has no reason with this name. Try Unregistered or TooManyRequests.'],
      })
    const { title, fault } = made
    await lockEnvironment(db, { environmentId })
    if ((await simulatedFaultsOf(db, { environmentId })).some((one) => one.title === title))
      throw new Refused('conflict', `“${title}” is already on.`)
    const row = await insertSimulatedFault(db, { environmentId, title, faults: [fault], createdByName: staff.name })
    await announce(db, { kind: 'faults' })
    return {
      result: { title },
      audit: {
        action: 'simulator.turn_on_fault',
        subject: { kind: 'simulated_fault', id: row?.id, name: title },
        after: wanted,
      },
    }
  },
)
