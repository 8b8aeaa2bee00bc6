import type { Sendable } from '@/db/queries/sending/sending'
import { isOfAll, reasonOnHold } from './hold-scope'

export type ProbePace = {
  msMin: number
  msMax: number
  /** How much later a rejected device gets its turn than others, so that a different device is tried first. */
  yieldMs: number
}

/** Rare enough for APNs, and often enough that a repair shows within a minute. */
export const probePace: ProbePace = { msMin: 15_000, msMax: 30_000, yieldMs: 2_000 }
const lookAgainMs = 1_000
/** How soon to probe once a second device is rejected, which puts the whole environment on hold. */
const firstProbeOfDevicesMs = 1_000
const rememberedMax = 200

type Held = {
  reason: string
  since: number
  /** When each address was last rejected, in that order. */
  refused: Map<string, number>
  /** Rows read after this time show the hold. */
  shownFrom: number | undefined
  probeMs: number
  probeAt: number
}
type Waiting = Pick<Sendable, 'address' | 'loadedAt'> & {
  environment: Pick<Sendable['environment'], 'blockedReason' | 'blockedAddresses'>
}

/**
 * One process's view of an environment whose key or topic APNs rejects. The queue waits, except for occasional probes,
 * each to a different device. A rejection of one device holds up only that device.
 */
export class EnvironmentHold {
  readonly #pace: ProbePace
  #held: Held | undefined

  constructor(pace: ProbePace = probePace) {
    this.#pace = pace
  }

  /** Returns until when a delivery waits, and why. Undefined if it isn't affected, or is the next probe. */
  waitOf(delivery: Waiting, now: number): { until: Date; reason: string } | undefined {
    this.#learn(delivery, now)
    const held = this.#held
    if (!held) return undefined
    const { address, environment } = delivery
    const reason = reasonOnHold({ blockedReason: held.reason, blockedAddresses: [...held.refused.keys()] }, address)
    if (!reason) return undefined
    const turn = this.#turnOf(held, address)
    if (now < turn) {
      // A row without the hold was read before the hold was written, or after it ended. A later read can tell which.
      return { until: new Date(environment.blockedReason ? turn : Math.min(turn, now + lookAgainMs)), reason }
    }
    held.probeMs = Math.min(held.probeMs * 2, this.#pace.msMax)
    held.probeAt = now + held.probeMs
    return undefined
  }

  /** Records that APNs rejected a push to this address. Returns when the address may be retried, and the next probe. */
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

  /** The database shows the hold from now on. */
  shown() {
    if (this.#held) this.#held.shownFrom ??= Date.now()
  }

  /** Ends the hold if the success at this time came after the fault. */
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
    // A row that was read after the hold was written and shows none means that the hold has ended.
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
