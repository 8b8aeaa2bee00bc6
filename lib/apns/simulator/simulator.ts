import type { EnvironmentName } from '@/db/schema/companies'
import type { Certificates } from './certificates'
import { FaultRegistry, type StoredFault } from './faults/fault-registry'
import type { FaultInput } from './faults/faults'
import { SimulatorListener } from './listener'
import { Observations } from './requests/observations'
import type { SimulatorPorts } from './state/ports'
import { defaultSettings, type SimulatorSettings } from './state/settings'

type Pair<T> = Record<EnvironmentName, T>

/** All APNs servers. Knows no database: `start-simulator` supplies Pushdesk's data, tests supply their own. */
export class Simulator {
  readonly caPem: string
  readonly faults: FaultRegistry
  readonly observations = new Observations()
  /** The clock that everything in the simulator uses. */
  readonly now: () => number
  readonly #push: Pair<SimulatorListener>
  readonly #channels: Pair<SimulatorListener>
  readonly #givenRandom: () => number
  #random: () => number
  #clockOffsetMs = 0

  constructor(ports: SimulatorPorts, certificates: Certificates, given: Partial<SimulatorSettings> = {}) {
    const wanted = { ...defaultSettings, ...given }
    this.#givenRandom = wanted.random
    this.#random = wanted.random
    this.now = () => wanted.now() + this.#clockOffsetMs
    const settings = { ...wanted, now: this.now, random: () => this.#random() }
    this.caPem = certificates.caPem
    this.faults = new FaultRegistry(settings.random, settings.now)
    const parts = { ports, settings, certificates, faults: this.faults, observations: this.observations }
    const pair = (kind: 'push' | 'channels') => ({
      production: new SimulatorListener({ ...parts, kind, environmentName: 'production' }),
      sandbox: new SimulatorListener({ ...parts, kind, environmentName: 'sandbox' }),
    })
    this.#push = pair('push')
    this.#channels = pair('channels')
  }

  get origins(): Pair<string> {
    return originsOf(this.#push)
  }

  /** Origins of the channel API, for which Apple has separate hosts. */
  get channelOrigins(): Pair<string> {
    return originsOf(this.#channels)
  }

  async listen() {
    await Promise.all(this.#all.map((listener) => listener.listen()))
    return this
  }

  /** Replaces the faults set by a test. An empty list turns them all off. */
  async setFaults(faults: FaultInput[]) {
    this.faults.give(faults)
    await this.#heedFaults()
  }

  /** Replaces the faults that people turned on in the dashboard. */
  async setStoredFaults(faults: StoredFault[]) {
    this.faults.store(faults)
    await this.#heedFaults()
  }

  /** Makes random choices repeatable from now on. */
  seed(seed: number) {
    this.#random = seededRandom(seed)
  }

  /** Sets the simulator's clock, as an offset from this machine's clock. */
  setClock(offsetMs: number) {
    this.#clockOffsetMs = offsetMs
  }

  /** Resets to the state after startup: no test faults, no observations, the real clock, and unseeded randomness. */
  async reset() {
    this.#random = this.#givenRandom
    this.#clockOffsetMs = 0
    this.observations.forget()
    for (const listener of this.#all) listener.forget()
    await this.setFaults([])
  }

  async close() {
    await Promise.all(this.#all.map((listener) => listener.close()))
  }

  get #all() {
    return [...Object.values(this.#push), ...Object.values(this.#channels)]
  }

  async #heedFaults() {
    await Promise.all(this.#all.map((listener) => listener.heedFaults()))
  }
}

const originsOf = ({ production, sandbox }: Pair<SimulatorListener>) => ({
  production: production.origin,
  sandbox: sandbox.origin,
})

/** Returns the same numbers for the same seed (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
