import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { announce } from '@/db/changes'
import { insertCredential, revokeSimulatorKeys } from '@/db/queries/credential-settings'
import { changeEnvironment, lockEnvironment } from '@/db/queries/environment-settings'
import { command } from '../command'
import { resumeEnvironment } from '../deliveries/resume-environment'
import { Refused } from '../errors'
import { inEnvironment } from '../scope'
import { encrypt } from '../secrets'

export const privateKeyPurpose = (credentialId: string) => `apns_credentials.private_key:${credentialId}`

/** What upload-credential has parsed and tried. */
const StoreCredential = inEnvironment({
  keyId: z.string(),
  teamId: z.string(),
  privateKey: z.string(),
  answer: z.string(),
  isVerified: z.boolean(),
})

/** Stored encrypted; from its commit on it signs, the environment speaks to Apple, and a waiting queue goes on. */
export const storeCredential = command('credential.upload', StoreCredential, async ({ db, input, scope }) => {
  const { environmentId, keyId, teamId, privateKey, answer, isVerified } = input
  const environment = await lockEnvironment(db, { environmentId })
  if (!environment) throw new Refused('not-found', 'This environment doesn’t exist.')
  const id = uuidv7()
  await revokeSimulatorKeys(db, { environmentId, now: new Date() })
  await insertCredential(db, {
    id,
    environmentId,
    keyId,
    teamId,
    privateKey: encrypt(privateKey, privateKeyPurpose(id)),
    verifiedAt: isVerified ? new Date() : null,
    verifiedAnswer: answer,
  })
  await changeEnvironment(db, { environmentId, apnsServer: 'apple' })
  await resumeEnvironment(db, { environmentId })
  await announce(db, { kind: 'environment', environmentId })
  return {
    result: { id, wasSimulated: environment.apnsServer === 'simulator' },
    audit: {
      subject: { kind: 'apns_credential', id, name: keyId },
      before: { apnsServer: environment.apnsServer, blockedReason: environment.blockedReason },
      after: { keyId, teamId, environment: scope.environmentName, apnsServer: 'apple', isVerified, answer },
    },
  }
})
