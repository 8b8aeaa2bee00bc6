import type { Sendable } from '@/db/queries/sending/sending'
import { isOfAll, reasonOnHold } from './hold-scope'

export type ProbePace = {
  msMin: number
  msMax: number
  /** By how much those that were refused already come later than the others, so that another device is tried. */
  yieldMs: number
}

/** Seldom enough for APNs, and often enough that a repair shows within a minute. */
export const probePace: ProbePace = { msMin: 15_000, msMax: 30_000, yieldMs: 2_000 }
const lookAgainMs = 1_000
/** Where one device alone was refused so far: whether it is the only one is to be found out soon. */
const firstProbeOfDevicesMs = 1_000
const rememberedMax = 200

type Held = {
  reason: string
  since: number
  /** When the addresses were refused last; the latest is the last. */
  refused: Map<string, number>
  /** From when on the database shows it. */
  shownFrom: number | undefined
  probeMs: number
  probeAt: number
}
type Waiting = Pick<Sendable, 'address' | 'loadedAt'> & {
  environment: Pick<Sendable['environment'], 'blockedReason' | 'blockedAddresses'>
}

/**
 * One environment whose key or topic APNs refuses, as one process knows it: its queue waits, and one push now and then
 * tries again, each time to another device. What is refused of one device holds up that device alone.
 */
export class EnvironmentHold {
  readonly #pace: ProbePace
  #held: Held | undefined

  constructor(pace: ProbePace = probePace) {
    this.#pace = pace
  }

  /** Until when it waits, and why; undefined when it may go: it is not concerned, or it is the one that tries. */
  waitOf(delivery: Waiting, now: number): { until: Date; reason: string } | undefined {
    this.#learn(delivery, now)
    const held = this.#held
    if (!held) return undefined
    const { address, environment } = delivery
    const reason = reasonOnHold({ blockedReason: held.reason, blockedAddresses: [...held.refused.keys()] }, address)
    if (!reason) return undefined
    const turn = this.#turnOf(held, address)
    if (now < turn) {
      // A row without the hold was read before it was written, or after it ended: soon it can be told.
      return { until: new Date(environment.blockedReason ? turn : Math.min(turn, now + lookAgainMs)), reason }
    }
    held.probeMs = Math.min(held.probeMs * 2, this.#pace.msMax)
    held.probeAt = now + held.probeMs
    return undefined
  }

  /** APNs refused a push to this address. Gives when the address may be tried again, and when the next device. */
  refuse(reason: string, address: string, now: number): { again: Date; probeAt: Date; isNew: boolean } {
    const isNew = this.#held?.reason !== reason
    const wasOfAll = !isNew && this.#held !== undefined && isOfAll(reason, this.#held.refused.size)
    const held = this.#held && !isNew ? this.#held : this.#begin(reason, now, undefined)
    held.refused.delete(address)
    held.refused.set(address, now)
    for (const [oldest] of held.refused) {
      if (held.refused.size <= rememberedMax) break
      held.refused.delete(oldest)
    }
    if (!isNew && !wasOfAll && isOfAll(reason, held.refused.size)) {
      held.probeMs = firstProbeOfDevicesMs
      held.probeAt = now + held.probeMs
    }
    return { again: new Date(this.#turnOf(held, address)), probeAt: new Date(held.probeAt), isNew }
  }

  /** From now on the database shows it. */
  shown() {
    if (this.#held) this.#held.shownFrom ??= Date.now()
  }

  /** A success at that moment, if it came after the fault. */
  ended(at: number) {
    if (this.#held && at >= this.#held.since) this.#held = undefined
  }

  get reason() {
    return this.#held?.reason
  }

  #turnOf({ refused, probeAt }: Held, address: string) {
    if (!refused.has(address)) return probeAt
    const isLatest = [...refused.keys()].at(-1) === address
    return probeAt + this.#pace.yieldMs * (isLatest && refused.size > 1 ? 2 : 1)
  }

  #learn({ environment: { blockedReason, blockedAddresses }, loadedAt }: Waiting, now: number) {
    const readAt = loadedAt.getTime()
    const shownFrom = this.#held?.shownFrom
    const isNewer = shownFrom !== undefined && readAt > shownFrom
    // It has ended: the row was read after the hold was written, and shows none.
    if (!blockedReason) {
      if (isNewer) this.#held = undefined
      return
    }
    if (!this.#held || (isNewer && this.#held.reason !== blockedReason)) this.#begin(blockedReason, now, readAt)
    if (this.#held?.reason !== blockedReason) return
    const { refused } = this.#held
    const known = blockedAddresses.filter((address) => !refused.has(address))
    if (known.length) this.#held.refused = new Map([...known.map((address) => [address, 0] as const), ...refused])
  }

  #begin(reason: string, now: number, shownFrom: number | undefined): Held {
    const { msMin } = this.#pace
    const held = { reason, since: now, refused: new Map(), shownFrom, probeMs: msMin, probeAt: now + msMin }
    this.#held = held
    return held
  }
}
