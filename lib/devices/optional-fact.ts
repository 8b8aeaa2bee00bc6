import { z } from 'zod'
import { BoundedMap } from '@/lib/flow/bounded-map'

const segmenter = new Intl.Segmenter()

/**
 * An optional fact about a device, which never fails its registration: numbers become text, long text is truncated, and
 * anything else is dropped.
 */
export const optionalFact = (lengthMax: number) =>
  z
    .unknown()
    .transform((value) => readFact(value, lengthMax))
    .optional()
    .meta({ type: 'string' })

/** A locale in any form that devices send, as a BCP 47 tag if it can be parsed: `de_AT@calendar=…` becomes `de-AT`. */
export const optionalLocale = z
  .unknown()
  .transform((value) => {
    const text = readFact(value, 64)
    return text === undefined ? undefined : tags.remember(text, canonicalTag)
  })
  .optional()
  .meta({ type: 'string' })

function readFact(value: unknown, lengthMax: number): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const text = String(value).replaceAll('\0', '').toWellFormed().trim()
  if (text.length <= lengthMax) return text || undefined
  let cut = ''
  for (const { segment } of segmenter.segment(text.slice(0, lengthMax + 1))) {
    if (cut.length + segment.length > lengthMax) break
    cut += segment
  }
  return cut || undefined
}

/** A cache: devices send the same few locales, and Intl takes longer than the rest of a registration’s validation. */
const tags = new BoundedMap<string, string>(5_000)

function canonicalTag(text: string): string {
  try {
    return Intl.getCanonicalLocales(text.replace(/[.@].*$/, '').replaceAll('_', '-'))[0] ?? text
  } catch {
    return text
  }
}
