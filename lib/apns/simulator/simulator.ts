import type { EnvironmentName } from '@/db/schema/companies'
import type { Certificates } from './certificates'
import { Listener } from './listener'
import type { SimulatorPorts } from './ports'
import { defaultSettings, type SimulatorSettings } from './settings'

/** Both APNs servers. Knows nothing of databases: `start-simulator` gives it this product's world, tests their own. */
export class Simulator {
  readonly caPem: string
  readonly #listeners: Record<EnvironmentName, Listener>

  constructor(ports: SimulatorPorts, certificates: Certificates, settings: Partial<SimulatorSettings> = {}) {
    const full = { ...defaultSettings, ...settings }
    this.caPem = certificates.caPem
    this.#listeners = {
      production: new Listener('production', ports, full, certificates),
      sandbox: new Listener('sandbox', ports, full, certificates),
    }
  }

  get origins(): Record<EnvironmentName, string> {
    return { production: this.#listeners.production.origin, sandbox: this.#listeners.sandbox.origin }
  }

  async listen() {
    await Promise.all(Object.values(this.#listeners).map((listener) => listener.listen()))
    return this
  }

  async close() {
    await Promise.all(Object.values(this.#listeners).map((listener) => listener.close()))
  }
}
