import type { EnvironmentName } from '@/db/schema/companies'
import type { Certificates } from './certificates'
import { FaultDesk } from './fault-desk'
import type { FaultInput } from './faults'
import { Listener } from './listener'
import { Observations } from './observations'
import type { SimulatorPorts } from './ports'
import { defaultSettings, type SimulatorSettings } from './settings'

/** Both APNs servers. Knows nothing of databases: `start-simulator` gives it this product's world, tests their own. */
export class Simulator {
  readonly caPem: string
  readonly faults: FaultDesk
  readonly observations = new Observations()
  readonly #listeners: Record<EnvironmentName, Listener>

  constructor(ports: SimulatorPorts, certificates: Certificates, given: Partial<SimulatorSettings> = {}) {
    const settings = { ...defaultSettings, ...given }
    this.caPem = certificates.caPem
    this.faults = new FaultDesk(settings.random)
    const parts = { ports, settings, certificates, faults: this.faults, observations: this.observations }
    this.#listeners = {
      production: new Listener({ ...parts, environmentName: 'production' }),
      sandbox: new Listener({ ...parts, environmentName: 'sandbox' }),
    }
  }

  get origins(): Record<EnvironmentName, string> {
    return { production: this.#listeners.production.origin, sandbox: this.#listeners.sandbox.origin }
  }

  async listen() {
    await Promise.all(Object.values(this.#listeners).map((listener) => listener.listen()))
    return this
  }

  /** Replaces the faults of a test; an empty list is a good day. */
  async setFaults(faults: FaultInput[]) {
    this.faults.give(faults)
    await this.#heedFaults()
  }

  /** The same for those that people have switched on in the dashboard. */
  async setStoredFaults(faults: FaultInput[]) {
    this.faults.store(faults)
    await this.#heedFaults()
  }

  async #heedFaults() {
    await Promise.all(Object.values(this.#listeners).map((listener) => listener.heedFaults()))
  }

  async close() {
    await Promise.all(Object.values(this.#listeners).map((listener) => listener.close()))
  }
}
