import murmurhash from 'murmurhash'
import { formatPercent } from '@/lib/format/number'
import { promptFlag } from './flags'

/** Percentages are integers in steps of 0.001%, which avoids floating point. */
export const shareWhole = 100_000

const utf8 = new TextEncoder()

/**
 * flagd's scheme (fractional v2): murmur3 x86 32 with seed 0 over flag key and targeting key, scaled without modulo
 * bias. A salt goes between the two. Another salt reshuffles everyone.
 */
export function bucketOf(targetingKey: string, salt = '', whole = shareWhole, flagKey = promptFlag): number {
  const hash = murmurhash.v3(bytesOf(flagKey + salt + targetingKey), 0)
  // Exact in a double: 32 bits times 17 stays under 2^53.
  return Math.floor((hash * whole) / 4_294_967_296)
}

/** Allocating an array for each customer would cost more than the hash. */
const scratch = new Uint8Array(1_024)
const views: Uint8Array[] = []

function bytesOf(text: string): Uint8Array {
  const mayNotFit = text.length * 3 > scratch.length
  if (mayNotFit) return utf8.encode(text)
  const { written } = utf8.encodeInto(text, scratch)
  views[written] ??= scratch.subarray(0, written)
  return views[written]
}

/** `12500` → `12.5%` */
export const percent = (share: number) => formatPercent(share / shareWhole)
