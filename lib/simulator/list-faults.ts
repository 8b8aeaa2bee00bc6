import { simulatedFaultsOf } from '@/db/queries/simulated-faults'
import { query } from '../command'
import { inEnvironment } from '../scope'

/** The faults that are on in this environment's APNs simulator. */
export const listFaults = query('simulator.use', inEnvironment({}), async ({ db, input }) => {
  const rows = await simulatedFaultsOf(db, input)
  return rows.map(({ id, preset, title, createdByName, createdAt, struckCount }) => ({
    id,
    preset,
    title,
    createdByName,
    createdAt,
    struckCount,
  }))
})
export type SwitchedFault = Awaited<ReturnType<typeof listFaults>>[number]
