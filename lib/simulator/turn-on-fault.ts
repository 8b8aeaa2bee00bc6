import { announce } from '@/db/changes'
import { insertSimulatedFault } from '@/db/queries/simulated-faults'
import { command } from '../command'
import { Refused } from '../errors'
import { inEnvironment } from '../scope'
import { faultOf, OwnFault } from './own-fault'
import { requireSimulatedEnvironment } from './require-simulated-environment'

/** A fault of one's own, for a share of this environment's pushes. */
export const turnOnFault = command(
  'simulator.faults',
  inEnvironment(OwnFault.shape),
  async ({ db, staff, input: { environmentId, ...wanted } }) => {
    await requireSimulatedEnvironment(db, { environmentId })
    const made = faultOf(wanted)
    if (!made)
      throw new Refused('invalid', 'The fault was not turned on.', {
        reason: ['APNs has no such reason. Try Unregistered or TooManyRequests.'],
      })
    const { title, fault } = made
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
