import { hashedPrefix } from '@/db/hashed-address'
import { storedSignatureOf, storedSignaturesOf } from '@/lib/secrets'

const purpose = 'address of the delivery log'

/** The form of an address in old log rows: unreadable, but still found by searching for the whole address. */
export const addressHash = (address: string) => `${hashedPrefix}${storedSignatureOf(address, purpose)}`

/** The forms in which addresses can appear in the log: whole, or hashed under any of the keys. */
export const addressesInLog = (addresses: string[]) =>
  addresses.flatMap((address) => [
    address,
    ...storedSignaturesOf(address, purpose).map((signature) => `${hashedPrefix}${signature}`),
  ])
