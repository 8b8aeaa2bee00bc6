import { z } from 'zod'
import { announce } from '@/db/announce'
import { insertSimulatedFault } from '@/db/queries/simulator/simulated-faults'
import { findPreset, presetNames } from '@/lib/apns/simulator/faults/presets'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'
import { requireSimulatedEnvironment } from './require-simulated-environment'

/** Turns on an outage preset for this environment's pushes only. */
export const turnOnPreset = command(
  'simulator.faults',
  inEnvironment({ preset: z.enum(presetNames) }),
  async ({ db, staff, input: { environmentId, preset } }) => {
    await requireSimulatedEnvironment(db, { environmentId })
    const { title, faults } = findPreset(preset)
    const row = await insertSimulatedFault(db, { environmentId, preset, title, faults, createdByName: staff.name })
    if (!row) throw new Refused('conflict', `${title} is already on.`)
    await announce(db, { kind: 'faults' })
    return {
      result: { title },
      audit: {
        action: 'simulator.turn_on_fault',
        subject: { kind: 'simulated_fault', id: row.id, name: title },
        after: { preset },
      },
    }
  },
)
