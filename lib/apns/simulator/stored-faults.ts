import type { Db } from '@/db/client'
import { allSimulatedFaults } from '@/db/queries/simulated-faults'
import { log } from '../../log'
import { Fault } from './faults'
import type { Simulator } from './simulator'

/** Keeps the simulator's faults equal to the table, and its counts as long as nothing changes. */
export class StoredFaults {
  #last = '[]'

  constructor(
    private readonly db: Db,
    private readonly simulator: Simulator,
  ) {}

  async read() {
    const rows = await allSimulatedFaults(this.db)
    const faults = rows.flatMap(({ id, faults: kept, environmentName, bundleId }) =>
      kept.flatMap((one) => {
        const parsed = Fault.safeParse({ ...one, environmentName, bundleId })
        if (!parsed.success) log.warn({ simulatedFaultId: id }, 'a simulated fault is not known any more')
        return parsed.success ? [parsed.data] : []
      }),
    )
    const next = JSON.stringify(faults)
    if (next === this.#last) return
    this.#last = next
    await this.simulator.setStoredFaults(faults)
  }
}
