import { z } from 'zod'
import { announce } from '@/db/announce'
import type { Db } from '@/db/client'
import { newId } from '@/db/new-id'
import {
  changeCredential,
  insertCredential,
  lockCredential,
  revokeSimulatorKeys,
} from '@/db/queries/settings/credential-settings'
import { changeEnvironment, lockEnvironment } from '@/db/queries/settings/environment-settings'
import { command } from '@/lib/command'
import { resumeEnvironment } from '@/lib/deliveries/attempts/resume-environment'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'
import { decrypt, encrypt, type SealedPurpose } from '@/lib/secrets'
import { signingKey } from './signing-key'

export const privateKeyPurpose = (credentialId: string): SealedPurpose => `apns_credentials.private_key:${credentialId}`

/** Input that upload-credential has already parsed and verified. */
const StoreCredential = inEnvironment({
  keyId: z.string(),
  teamId: z.string(),
  privateKey: z.string(),
  answer: z.string(),
  isVerified: z.boolean(),
})

/**
 * Stores a key encrypted and puts it in use: when this commits, the environment connects to Apple and its held queue
 * resumes.
 */
export const storeCredential = command('credential.upload', StoreCredential, async ({ db, input }) => {
  const { environmentId, keyId, teamId, privateKey, answer, isVerified } = input
  const environment = await lockEnvironment(db, { environmentId })
  if (!environment) throw new Refused('not-found', 'This environment doesn’t exist.')
  const signed = await signingKey(db, environmentId)
  const old =
    signed && signed.keyId === keyId && signed.teamId === teamId ? await sameKey(db, input, signed.id) : undefined
  const isInUse = environment.apnsServer === 'apple' && environment.blockedReason === null
  if (old && isInUse && (old.verifiedAt !== null || !isVerified))
    throw new Refused('conflict', `Nothing to save: Pushdesk already signs with this key, ${keyId}.`)
  const id = old?.id ?? newId()
  const checked = { verifiedAt: isVerified ? new Date() : null, verifiedAnswer: answer }
  await revokeSimulatorKeys(db, { environmentId, now: new Date() })
  if (old) await changeCredential(db, { environmentId, credentialId: id, ...checked })
  else
    await insertCredential(db, {
      id,
      environmentId,
      keyId,
      teamId,
      privateKey: encrypt(privateKey, privateKeyPurpose(id)),
      ...checked,
    })
  await changeEnvironment(db, { environmentId, apnsServer: 'apple' })
  await resumeEnvironment(db, { environmentId })
  await announce(db, { kind: 'environment', environmentId })
  return {
    result: { id, wasSimulated: environment.apnsServer === 'simulator' },
    audit: {
      subject: { kind: 'apns_credential', id, name: keyId },
      before: {
        signs: signed?.keyId ?? null,
        apnsServer: environment.apnsServer,
        blockedReason: environment.blockedReason,
      },
      after: { signs: keyId, apnsServer: 'apple', blockedReason: null, keyId, teamId, isVerified, answer },
    },
  }
})

/** Returns the stored key if it is the uploaded one and was not made for the simulator. */
async function sameKey(db: Db, { environmentId, privateKey }: z.output<typeof StoreCredential>, credentialId: string) {
  const stored = await lockCredential(db, { environmentId, credentialId })
  if (!stored || stored.verifiedAnswer === null) return undefined
  return decrypt(stored.privateKey, privateKeyPurpose(stored.id)) === privateKey ? stored : undefined
}
