import { randomInt } from 'node:crypto'

const slots = 1 << 18

/** Other processes are told after each tenth of a limit that is used here, or after 255 calls if that is less. */
const partsToTell = 10
const toldMax = 255

/** The number of calls in a slot, in the window that ends at `endsAt`. */
export type SlotCount = { slot: number; count: number; endsAt: number }

type Sharing = { own: Uint8Array; tell: (counted: SlotCount) => void }

/**
 * Counts calls by name within a window, for any number of names. Names are hashed to a fixed number of slots, so
 * made-up names take no memory, and counting takes next to nothing of the 30 µs of a prompt evaluation. Two busy names
 * rarely share a slot, and no one can choose which ones do, because the hash is seeded. Windows are aligned to the
 * clock, so they are the same in all processes.
 */
export class WindowCounts {
  private readonly counts = new Uint16Array(slots)
  private seed = randomInt(2 ** 31)
  private endsAt = 0
  private sharing: Sharing | undefined

  constructor(private readonly windowMs: number) {}

  /** Counts a call and returns 0, or returns the milliseconds until the next window if `max` is reached. */
  count(name: string, max: number, now: number, within = ''): number {
    if (now >= this.endsAt) this.begin(now)
    const slot = (hash(name, hash(within, this.seed)) >>> 14) & (slots - 1)
    const before = this.counts[slot] ?? 0
    if (before >= max) return Math.max(1, this.endsAt - now)
    this.counts[slot] = before + 1
    if (this.sharing) this.countOwn(this.sharing, slot, max)
    return 0
  }

  /** From now on, calls `tell` with counts of frequent names, which a process with the same seed can `add`. */
  share(seed: number, tell: Sharing['tell']) {
    this.seed = seed
    this.endsAt = 0
    this.sharing = { own: new Uint8Array(slots), tell }
  }

  /** Adds what another process has counted, unless its window is a different one. */
  add({ slot, count, endsAt }: SlotCount, now: number) {
    if (now >= this.endsAt) this.begin(now)
    const before = this.counts[slot]
    if (endsAt === this.endsAt && before !== undefined) this.counts[slot] = Math.min(before + count, 0xffff)
  }

  private begin(now: number) {
    this.counts.fill(0)
    this.sharing?.own.fill(0)
    this.endsAt = now - (now % this.windowMs) + this.windowMs
  }

  private countOwn({ own, tell }: Sharing, slot: number, max: number) {
    const untold = (own[slot] ?? 0) + 1
    const isMuch = untold >= Math.min(Math.ceil(max / partsToTell), toldMax)
    own[slot] = isMuch ? 0 : untold
    if (isMuch) tell({ slot, count: untold, endsAt: this.endsAt })
  }
}

/** FNV-1a */
function hash(text: string, from: number) {
  let h = from
  for (let at = 0; at < text.length; at++) h = Math.imul(h ^ text.charCodeAt(at), 0x01000193)
  return h
}
