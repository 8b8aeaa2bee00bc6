import { storedSignatureOf, storedSignaturesOf } from '@/lib/secrets'

/** A keyed hash of an erased name: it can be found by someone who knows the name, but not read. */
export const erasedNameHash = (name: string) => storedSignatureOf(name, purpose)

/** The hashes that may be stored for the name, one for each key. */
export const erasedNameHashes = (name: string) => storedSignaturesOf(name, purpose)

const purpose = 'erased customer'
