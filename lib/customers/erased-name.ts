import { signatureOf } from '@/lib/secrets'

/** What stays of an erased name: whoever knows the name can find it, and no one can read it. */
export const erasedNameHash = (name: string) => signatureOf(name, 'erased customer')
