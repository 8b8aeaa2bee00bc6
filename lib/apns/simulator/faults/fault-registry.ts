import { createHash } from 'node:crypto'
import type { EnvironmentName } from '@/db/schema/companies'
import { type Effect, Fault, type FaultInput } from './faults'

type Kind = Effect['kind']
type Of<K extends Kind> = Extract<Effect, { kind: K }>
export type FaultTarget = { environmentName: EnvironmentName; token?: string; topic?: string; connection?: number }
type Armed = { fault: Fault; sinceMs: number; seen: number; struck: number }
/** A fault that someone turned on, the same for every process. */
export type StoredFault = { id: string; sinceMs: number; fault: FaultInput }

/** The faults that are on, and how often each was triggered. */
export class FaultRegistry {
  #given: Armed[] = []
  #stored: (Armed & { id: string; told: number })[] = []

  constructor(
    private readonly random: () => number,
    private readonly now: () => number,
  ) {}

  /** Replaces the faults set by a test and restarts their counts. */
  give(faults: FaultInput[]) {
    this.#given = faults.map((fault) => armed(fault, this.now()))
  }

  /** Replaces the faults that people turned on. Faults that were already on keep their counts. */
  store(faults: StoredFault[]) {
    const before = this.#stored
    this.#stored = faults.map(({ id, sinceMs, fault }) => {
      const next = { id, told: 0, ...armed(fault, sinceMs) }
      const same = JSON.stringify(next.fault)
      return before.find((one) => one.id === id && JSON.stringify(one.fault) === same) ?? next
    })
  }

  /** How often each stored fault was triggered in this process, apart from counts already marked as told. */
  struckNews(): { id: string; count: number; told(): void }[] {
    return this.#stored.flatMap((one) => {
      const count = one.struck - one.told
      const told = () => {
        one.told += count
      }
      return count > 0 ? [{ id: one.id, count, told }] : []
    })
  }

  get #armed(): Armed[] {
    return this.#stored.length === 0 ? this.#given : [...this.#given, ...this.#stored]
  }

  /** Returns the first fault of this kind that applies to the target now, and counts it. */
  strike<K extends Kind>(kind: K, target: FaultTarget): (Of<K> & { sinceMs: number }) | undefined {
    const all = this.#armed
    if (all.length === 0) return undefined
    for (const armed of all) {
      if (armed.fault.effect.kind !== kind || !this.#isMeant(armed, target)) continue
      armed.seen += 1
      if (armed.seen <= armed.fault.after) continue
      if (armed.fault.times !== undefined && armed.struck >= armed.fault.times) continue
      if (armed.fault.probability < 1 && this.random() >= armed.fault.probability) continue
      armed.struck += 1
      return ofKind(armed, kind)
    }
    return undefined
  }

  /** Returns a fault that always applies to the target while it is on. Doesn't count it. */
  standing<K extends Kind>(kind: K, target: FaultTarget): Of<K> | undefined {
    const found = this.#armed.find(
      (armed) => armed.fault.effect.kind === kind && isLasting(armed.fault) && this.#isMeant(armed, target),
    )
    return found && ofKind(found, kind)
  }

  report() {
    return this.#armed.map(({ fault, struck }) => ({ fault, struck }))
  }

  #isMeant({ fault, sinceMs }: Armed, target: FaultTarget) {
    if (fault.environmentName !== undefined && fault.environmentName !== target.environmentName) return false
    if (fault.token !== undefined && fault.token !== target.token) return false
    if (fault.connection !== undefined && fault.connection !== target.connection) return false
    if (fault.bundleId !== undefined && !isOf(fault.bundleId, target.topic)) return false
    if (fault.effect.kind === 'rolling_outage')
      return isItsTurn(fault, fault.effect.everyMs, target, this.now() - sinceMs)
    return fault.tokenShare >= 1 || (target.token !== undefined && shareOf(target.token) < fault.tokenShare)
  }
}

function armed(fault: FaultInput, sinceMs: number): Armed {
  return { fault: Fault.parse(fault), sinceMs, seen: 0, struck: 0 }
}

function ofKind<K extends Kind>({ fault: { effect }, sinceMs }: Armed, kind: K) {
  // The comparison proves the type; TypeScript doesn't narrow by a generic discriminant.
  return effect.kind === kind ? { ...(effect as Of<K>), sinceMs } : undefined
}

function isLasting({ times, after, probability }: Fault) {
  return times === undefined && after === 0 && probability === 1
}

/** A server is down every other turn: in even turns production, or the only one named; in odd turns sandbox. */
function isItsTurn({ environmentName }: Fault, everyMs: number, target: FaultTarget, onForMs: number) {
  const isEven = Math.floor(onForMs / everyMs) % 2 === 0
  return environmentName === undefined && target.environmentName === 'sandbox' ? !isEven : isEven
}

function isOf(bundleId: string, topic: string | undefined) {
  return topic === bundleId || topic?.startsWith(`${bundleId}.`) === true
}

/** Between 0 and 1, and always the same for a token. */
function shareOf(token: string) {
  return createHash('sha256').update(token).digest().readUInt32BE(0) / 2 ** 32
}
