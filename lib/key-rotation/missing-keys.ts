import type { Db } from '@/db/client'
import { countSealed, someSealed } from '@/db/queries/settings/sealed-values'
import { plural } from '@/lib/format/number'
import { findPlain } from '@/lib/secrets'
import { purposeOfRow, sealedPlaces } from './sealed-places'

/** More than one, because a single value may be damaged. */
const triedMax = 3

/**
 * Returns a sentence for each key that stored values need and ENCRYPTION_KEY lacks. Tries a few values for each name.
 */
export async function missingKeys(db: Db): Promise<string[]> {
  const missing = new Map<string, number>()
  for (const [name, place] of sealedPlaces)
    for (const { prefix, count } of await countSealed(db, place)) {
      const rows = await someSealed(db, place, { prefix, limit: triedMax })
      if (rows.some((row) => findPlain(row.sealed, purposeOfRow(name, row)) !== undefined)) continue
      // Without rows, the values were rewritten in the meantime.
      if (rows.length) missing.set(prefix, (missing.get(prefix) ?? 0) + count)
    }
  return [...missing].map(
    ([prefix, count]) =>
      `${plural(count, 'stored value')} can’t be opened: ENCRYPTION_KEY lacks the key ${keyOf(prefix)}, or another key has its name.`,
  )
}

/** Values of the `v1` format name their key by its fingerprint. */
export function keyOf(prefix: string) {
  const [version, name] = prefix.split('.')
  return version === 'v1' ? `with the fingerprint ${name}` : `“${name}”`
}
