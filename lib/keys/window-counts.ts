import { randomInt } from 'node:crypto'

const slots = 1 << 18

/**
 * How often each of any number of names came within a window. Names share numbers by their hash: that takes no memory for
 * a stranger's names, and next to nothing of the 30 µs of a prompt evaluation. That two busy names meet is rare, and which
 * ones do is nobody's to choose, because the hash has a seed of its own.
 */
export class WindowCounts {
  private readonly counts = new Uint16Array(slots)
  private readonly seed = randomInt(2 ** 31)
  private endsAt = 0

  constructor(private readonly windowMs: number) {}

  /** 0 where these names together are within `max`; otherwise the milliseconds until the next window. */
  count(name: string, max: number, now: number, within = ''): number {
    if (now >= this.endsAt) {
      this.counts.fill(0)
      this.endsAt = now + this.windowMs
    }
    const slot = (hash(name, hash(within, this.seed)) >>> 14) & (slots - 1)
    const before = this.counts[slot] ?? 0
    if (before >= max) return Math.max(1, this.endsAt - now)
    this.counts[slot] = before + 1
    return 0
  }
}

/** FNV-1a */
function hash(text: string, from: number) {
  let h = from
  for (let at = 0; at < text.length; at++) h = Math.imul(h ^ text.charCodeAt(at), 0x01000193)
  return h
}
