import { generateKeyPairSync, randomInt } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { announce } from '@/db/announce'
import type { Db } from '@/db/client'
import { hasCredential, lockEnvironmentOfApp, teamOfCompany } from '@/db/queries/settings/apns'
import { insertCredential } from '@/db/queries/settings/credential-settings'
import { encrypt } from '@/lib/secrets'

/**
 * Gives a simulated environment that never had a key one of its own, so that its pushes are signed and checked like all
 * others. Says whether it made one. An environment whose keys were all revoked stays without.
 */
export async function ensureSimulatorCredential(
  db: Db,
  { environmentId }: { environmentId: string },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const environment = await lockEnvironmentOfApp(tx, { environmentId })
    if (environment?.apnsServer !== 'simulator' || (await hasCredential(tx, { environmentId }))) return false
    const id = uuidv7()
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

/** As Apple's key and team ids are. */
function tenCharacters() {
  return Array.from({ length: 10 }, () => alphabet[randomInt(alphabet.length)]).join('')
}
