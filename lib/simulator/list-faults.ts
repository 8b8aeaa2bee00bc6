import { simulatedFaultsOf } from '@/db/queries/simulator/simulated-faults'
import { query } from '@/lib/command'
import { inEnvironment } from '@/lib/scope'

/** Lists the faults that are on in this environment's APNs simulator. */
export const listFaults = query('simulator.use', inEnvironment({}), async ({ db, input }) => {
  const rows = await simulatedFaultsOf(db, input)
  return rows.map(({ id, preset, title, createdByName, createdAt, hitCount }) => ({
    id,
    preset,
    title,
    createdByName,
    createdAt,
    hitCount,
  }))
})
export type SwitchedFault = Awaited<ReturnType<typeof listFaults>>[number]
