import type { Db } from '@/db/client'
import { addFaultHits, allSimulatedFaults } from '@/db/queries/simulator/simulated-faults'
import { log } from '@/lib/log'
import { Fault } from './faults/faults'
import type { Simulator } from './simulator'

/** Keeps the simulator's faults in sync with the table, and counts there how often they were triggered here. */
export class StoredFaults {
  #last = '[]'
  #telling: Promise<void> = Promise.resolve()

  constructor(
    private readonly db: Db,
    private readonly simulator: Simulator,
  ) {}

  async read() {
    const rows = await allSimulatedFaults(this.db)
    const faults = rows.flatMap(({ id, faults: kept, environmentName, bundleId, createdAt }) =>
      kept.flatMap((one) => {
        const parsed = Fault.safeParse({ ...one, environmentName, bundleId })
        if (!parsed.success) log.warn({ simulatedFaultId: id }, 'skipped a stored fault that this version doesn’t know')
        return parsed.success ? [{ id, sinceMs: createdAt.getTime(), fault: parsed.data }] : []
      }),
    )
    const next = JSON.stringify(faults)
    if (next === this.#last) return
    this.#last = next
    await this.simulator.setStoredFaults(faults)
  }

  /** Adds this process's counts to the table. Every process adds its own, so that the sum is right. */
  tellStruck(): Promise<void> {
    const telling = this.#telling.then(async () => {
      const news = this.simulator.faults.struckNews()
      await addFaultHits(this.db, { struck: news })
      for (const one of news) one.told()
    })
    this.#telling = telling.catch(() => undefined)
    return telling
  }
}
