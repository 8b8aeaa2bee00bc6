import { simulatedFaultsOf } from '@/db/queries/simulated-faults'
import { query } from '../command'
import { inEnvironment } from '../scope'

/** What goes wrong at this environment's simulated APNs just now. */
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
