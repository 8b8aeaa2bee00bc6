import { erased } from '@/db/erased'
import { hashedPrefix } from '@/db/hashed-address'

/** `a1b2…9f0e`. Short strings, as some UUIDs are, show fewer characters, so that most of them stays hidden. */
export function maskAddress(address: string): string {
  if (address === erased) return address
  if (address.startsWith(hashedPrefix)) return 'hashed'
  // Split by character: half a surrogate pair couldn't be stored in an audit entry.
  const characters = [...address]
  const shown = characters.length >= 16 ? 4 : characters.length >= 8 ? 2 : characters.length >= 3 ? 1 : 0
  const end = characters.length >= 8 ? characters.slice(-shown) : []
  return [...characters.slice(0, shown), '…', ...end].join('')
}
