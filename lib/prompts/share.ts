import murmurhash from 'murmurhash'
import { promptFlag } from './flags'

/** Shares are integers in steps of 0.001 %, so that a percentage never meets floating point. */
export const shareWhole = 100_000

const utf8 = new TextEncoder()

/**
 * flagd's scheme (fractional v2): murmur3 x86 32 with seed 0 over flag key and targeting key, scaled without modulo bias.
 * A salt goes between the two; giving another one deals everybody anew.
 */
export function bucketOf(targetingKey: string, salt = '', whole = shareWhole, flagKey = promptFlag): number {
  const hash = murmurhash.v3(utf8.encode(flagKey + salt + targetingKey), 0)
  // Exact in a double: 32 bits times 17 stays under 2^53.
  return Math.floor((hash * whole) / 4_294_967_296)
}

/** `12500` → `12.5 %` */
export const percent = (share: number) => `${Number(((share / shareWhole) * 100).toFixed(3))} %`
