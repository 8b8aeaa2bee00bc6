import { erased } from '@/db/erased'
import { hashedPrefix } from '@/db/hashed-address'

/** `a1b2…9f0e`. Short strings, which a UUID may be, show less, so that masking never shows most of one. */
export function maskAddress(address: string): string {
  if (address === erased) return address
  if (address.startsWith(hashedPrefix)) return 'hashed'
  // By characters: half of one could not be stored with an audit entry.
  const characters = [...address]
  const shown = characters.length >= 16 ? 4 : characters.length >= 8 ? 2 : characters.length >= 3 ? 1 : 0
  const end = characters.length >= 8 ? characters.slice(-shown) : []
  return [...characters.slice(0, shown), '…', ...end].join('')
}
