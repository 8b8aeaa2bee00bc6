import { hashedPrefix } from '@/db/hashed-address'
import { storedSignatureOf, storedSignaturesOf } from '@/lib/secrets'

const purpose = 'address of the delivery log'

/** What stays of an address in an old log row: whoever has the whole address finds it, and no one can read it. */
export const addressHash = (address: string) => `${hashedPrefix}${storedSignatureOf(address, purpose)}`

/** As an address may stand in the log: whole, or hashed under any of the keys. */
export const addressesInLog = (addresses: string[]) =>
  addresses.flatMap((address) => [
    address,
    ...storedSignaturesOf(address, purpose).map((signature) => `${hashedPrefix}${signature}`),
  ])
