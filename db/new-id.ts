import { randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

const bytesPerId = 16
/** Random bytes for many IDs at once: asking for 16 costs more than the rest of an ID. */
const pool = Buffer.alloc(256 * bytesPerId)
let used = pool.length

let msecs = 0
let seq = 0

/** A new UUIDv7. Those of one process ascend, even within a millisecond. */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const random = pool.subarray(used, used + bytesPerId)
  used += bytesPerId
  const now = Date.now()
  // Starts in the lower half, so that two billion IDs follow in the same millisecond.
  seq = now > msecs ? random.readUInt32BE(0) >>> 1 : seq + 1
  msecs = Math.max(now, msecs)
  return v7({ random, msecs, seq })
}
