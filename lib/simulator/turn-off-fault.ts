import { z } from 'zod'
import { announce } from '@/db/announce'
import { deleteSimulatedFault } from '@/db/queries/simulator/simulated-faults'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'

export const turnOffFault = command(
  'simulator.faults',
  inEnvironment({ faultId: z.uuid() }),
  async ({ db, input: { environmentId, faultId } }) => {
    const row = await deleteSimulatedFault(db, { environmentId, id: faultId })
    if (!row) throw new Refused('not-found', 'This fault is already off.')
    await announce(db, { kind: 'faults' })
    return {
      result: { title: row.title },
      audit: {
        action: 'simulator.turn_off_fault',
        subject: { kind: 'simulated_fault', id: row.id, name: row.title },
        before: { preset: row.preset, faults: row.faults, turnedOnBy: row.createdByName, struck: row.hitCount },
      },
    }
  },
)
