import { randomInt } from 'node:crypto'

const slots = 1 << 18

/** Other processes hear of a name each time it has used up such a part of its limit here, and of 255 at most at once. */
const partsToTell = 10
const toldMax = 255

/** How many came for the name of that slot, in the window that ends then. */
export type SlotCount = { slot: number; count: number; endsAt: number }

type Sharing = { own: Uint8Array; tell: (counted: SlotCount) => void }

/**
 * How often each of any number of names came within a window. Names share numbers by their hash: that takes no memory for
 * a stranger's names, and next to nothing of the 30 µs of a prompt evaluation. That two busy names meet is rare, and which
 * ones do is nobody's to choose, because the hash has a seed of its own. Windows begin by the clock, so that those of
 * several processes are the same.
 */
export class WindowCounts {
  private readonly counts = new Uint16Array(slots)
  private seed = randomInt(2 ** 31)
  private endsAt = 0
  private sharing: Sharing | undefined

  constructor(private readonly windowMs: number) {}

  /** 0 where these names together are within `max`; otherwise the milliseconds until the next window. */
  count(name: string, max: number, now: number, within = ''): number {
    if (now >= this.endsAt) this.begin(now)
    const slot = (hash(name, hash(within, this.seed)) >>> 14) & (slots - 1)
    const before = this.counts[slot] ?? 0
    if (before >= max) return Math.max(1, this.endsAt - now)
    this.counts[slot] = before + 1
    if (this.sharing) this.countOwn(this.sharing, slot, max)
    return 0
  }

  /** From now on, calls `tell` for names that come often, which a process with the same seed can `add`. */
  share(seed: number, tell: Sharing['tell']) {
    this.seed = seed
    this.endsAt = 0
    this.sharing = { own: new Uint8Array(slots), tell }
  }

  /** What another process has counted. Nothing, where its window is another. */
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
