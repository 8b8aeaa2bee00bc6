import { generateKeyPairSync, randomInt } from 'node:crypto'
import { announce } from '@/db/announce'
import type { Db } from '@/db/client'
import { newId } from '@/db/new-id'
import { hasCredential, lockEnvironmentOfApp, teamOfCompany } from '@/db/queries/settings/apns'
import { insertCredential } from '@/db/queries/settings/credential-settings'
import { encrypt } from '@/lib/secrets'

/**
 * Creates a key for a simulated environment that never had one, so that its pushes are signed and verified like all
 * others. Returns whether it created one. An environment whose keys were all revoked gets none.
 */
export async function ensureSimulatorCredential(
  db: Db,
  { environmentId }: { environmentId: string },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const environment = await lockEnvironmentOfApp(tx, { environmentId })
    if (environment?.apnsServer !== 'simulator' || (await hasCredential(tx, { environmentId }))) return false
    const id = newId()
    const teamId = (await teamOfCompany(tx, { companyId: environment.companyId })) ?? tenCharacters()
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    const sealed = encrypt(pem, `apns_credentials.private_key:${id}`)
    await insertCredential(tx, { id, environmentId, keyId: tenCharacters(), teamId, privateKey: sealed })
    await announce(tx, { kind: 'environment', environmentId })
    return true
  })
}

const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** Random, in the form of Apple's key and team IDs. */
function tenCharacters() {
  return Array.from({ length: 10 }, () => alphabet[randomInt(alphabet.length)]).join('')
}
