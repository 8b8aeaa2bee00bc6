import type { Db } from '@/db/client'
import { countSealed, countSigned } from '@/db/queries/settings/sealed-values'
import { keyNames } from '@/lib/secrets'
import { sealedPlaces } from './sealed-places'

export type KeyInUse = {
  name: string
  fingerprint: string | null
  isGiven: boolean
  /** Whether new values are encrypted with this key. */
  isCurrent: boolean
  encrypted: number
  /** Values that it signed and that no other key can sign again. */
  signed: { recoveryCodes: number; erasedNames: number; auditEntries: number }
}

export type KeysInUse = {
  keys: KeyInUse[]
  /** Values signed before signatures named their key. */
  older: KeyInUse['signed']
}

/** Counts the values that still need each key, so that the operator knows when an old key can be removed. */
export async function keysInUse(db: Db): Promise<KeysInUse> {
  const encrypted = new Map<string, number>()
  for (const [, place] of sealedPlaces)
    for (const { prefix, count } of await countSealed(db, place)) {
      const name = nameOf(prefix)
      encrypted.set(name, (encrypted.get(name) ?? 0) + count)
    }
  const signed = await countSigned(db)
  const signedWith = (fingerprint: string) => {
    const count = (kind: keyof typeof signed) => signed[kind].find((one) => one.fingerprint === fingerprint)?.count ?? 0
    return {
      recoveryCodes: count('recoveryCodes'),
      erasedNames: count('erasedNames'),
      auditEntries: count('auditEntries'),
    }
  }
  const given = keyNames()
  const names = new Set([...given.map(({ name }) => name), ...encrypted.keys()])
  const keys = [...names].map((name) => {
    const key = given.find((one) => one.name === name)
    return {
      name,
      fingerprint: key?.fingerprint ?? null,
      isGiven: key !== undefined,
      isCurrent: key !== undefined && key === given[0],
      encrypted: encrypted.get(name) ?? 0,
      signed: signedWith(key?.fingerprint ?? name),
    }
  })
  return { keys, older: signedWith('') }
}

/** Values of the `v1` format name their key by its fingerprint. */
function nameOf(prefix: string) {
  const [version, name = ''] = prefix.split('.')
  return (version === 'v1' && keyNames().find(({ fingerprint }) => fingerprint === name)?.name) || name
}
