import { createHash } from 'node:crypto'
import type { EnvironmentName } from '@/db/schema/companies'
import { type Effect, Fault, type FaultInput } from './faults'

type Kind = Effect['kind']
type Of<K extends Kind> = Extract<Effect, { kind: K }>
export type Target = { environmentName: EnvironmentName; token?: string; topic?: string; connection?: number }
type Armed = { fault: Fault; seen: number; struck: number }

/** The faults that are on, and how often each has struck. */
export class FaultDesk {
  #given: Armed[] = []
  #stored: Armed[] = []

  constructor(private readonly random: () => number) {}

  /** Replaces those of a test; counts begin anew. */
  give(faults: FaultInput[]) {
    this.#given = armed(faults)
  }

  /** Replaces those that people have switched on. */
  store(faults: FaultInput[]) {
    this.#stored = armed(faults)
  }

  get #armed() {
    return this.#stored.length === 0 ? this.#given : [...this.#given, ...this.#stored]
  }

  /** The first fault of this kind that strikes here and now, counted. */
  strike<K extends Kind>(kind: K, target: Target): Of<K> | undefined {
    const all = this.#armed
    if (all.length === 0) return undefined
    for (const armed of all) {
      if (armed.fault.effect.kind !== kind || !isMeant(armed.fault, target)) continue
      armed.seen += 1
      if (armed.seen <= armed.fault.after) continue
      if (armed.fault.times !== undefined && armed.struck >= armed.fault.times) continue
      if (armed.fault.probability < 1 && this.random() >= armed.fault.probability) continue
      armed.struck += 1
      return ofKind(armed.fault.effect, kind)
    }
    return undefined
  }

  /** A fault that lasts as long as it is on. */
  standing<K extends Kind>(kind: K, target: Target): Of<K> | undefined {
    const found = this.#armed.find(
      ({ fault }) => fault.effect.kind === kind && isLasting(fault) && isMeant(fault, target),
    )
    return found && ofKind(found.fault.effect, kind)
  }

  report() {
    return this.#armed.map(({ fault, struck }) => ({ fault, struck }))
  }
}

function armed(faults: FaultInput[]): Armed[] {
  return faults.map((fault) => ({ fault: Fault.parse(fault), seen: 0, struck: 0 }))
}

function ofKind<K extends Kind>(effect: Effect, kind: K): Of<K> | undefined {
  // The comparison proves it; TypeScript does not follow a generic discriminant.
  return effect.kind === kind ? (effect as Of<K>) : undefined
}

function isLasting({ times, after, probability }: Fault) {
  return times === undefined && after === 0 && probability === 1
}

function isMeant(fault: Fault, target: Target) {
  if (fault.environmentName !== undefined && fault.environmentName !== target.environmentName) return false
  if (fault.token !== undefined && fault.token !== target.token) return false
  if (fault.connection !== undefined && fault.connection !== target.connection) return false
  if (fault.bundleId !== undefined && !isOf(fault.bundleId, target.topic)) return false
  return fault.tokenShare >= 1 || (target.token !== undefined && shareOf(target.token) < fault.tokenShare)
}

function isOf(bundleId: string, topic: string | undefined) {
  return topic === bundleId || topic?.startsWith(`${bundleId}.`) === true
}

/** Between 0 and 1, the same for the same token for ever. */
function shareOf(token: string) {
  return createHash('sha256').update(token).digest().readUInt32BE(0) / 2 ** 32
}
