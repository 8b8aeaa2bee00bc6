import { storedSignatureOf, storedSignaturesOf } from '@/lib/secrets'

/** What stays of an erased name: whoever knows the name can find it, and no one can read it. */
export const erasedNameHash = (name: string) => storedSignatureOf(name, purpose)

/** As it may be kept, under each of the keys. */
export const erasedNameHashes = (name: string) => storedSignaturesOf(name, purpose)

const purpose = 'erased customer'
