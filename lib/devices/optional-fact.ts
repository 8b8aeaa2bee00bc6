import { z } from 'zod'
import { BoundedMap } from '@/lib/flow/bounded-map'

const segmenter = new Intl.Segmenter()

/**
 * A fact about a phone that is nice to know. Whatever a phone says here, its registration counts: numbers become text,
 * what is too long is cut, and what is no text is left out.
 */
export const optionalFact = (lengthMax: number) =>
  z
    .unknown()
    .transform((value) => readFact(value, lengthMax))
    .optional()
    .meta({ type: 'string' })

/** A locale in any of the forms that phones write, as a BCP 47 tag where it can be read as one: `de_AT@calendar=…` is `de-AT`. */
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

/** Phones say the same few over and over, and asking Intl takes longer than the rest of a registration’s checks. */
const tags = new BoundedMap<string, string>(5_000)

function canonicalTag(text: string): string {
  try {
    return Intl.getCanonicalLocales(text.replace(/[.@].*$/, '').replaceAll('_', '-'))[0] ?? text
  } catch {
    return text
  }
}
