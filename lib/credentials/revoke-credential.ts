import { z } from 'zod'
import { announce } from '@/db/announce'
import { changeCredential, lockCredential } from '@/db/queries/settings/credential-settings'
import { command } from '@/lib/command'
import { mustConfirm } from '@/lib/confirmation'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'
import { signingKey } from './signing-key'

/** `confirmation` is the key ID, typed by the person. */
export const RevokeCredential = inEnvironment({ credentialId: z.uuid(), confirmation: z.string().trim() })

/**
 * Stops using the key and switches to the newest remaining one. The key stays valid at Apple until it is revoked there.
 */
export const revokeCredential = command('credential.revoke', RevokeCredential, async ({ db, input }) => {
  const { environmentId, credentialId, confirmation } = input
  const credential = await lockCredential(db, { environmentId, credentialId })
  if (!credential) throw new Refused('not-found', 'This key doesn’t exist in this environment or is already revoked.')
  mustConfirm(confirmation.toUpperCase(), credential.keyId, { message: 'The key wasn’t revoked.' })
  const signed = await signingKey(db, environmentId)
  await changeCredential(db, { environmentId, credentialId, revokedAt: new Date() })
  await announce(db, { kind: 'environment', environmentId })
  const next = await signingKey(db, environmentId)
  return {
    result: { nextKeyId: next?.keyId },
    audit: {
      subject: { kind: 'apns_credential', id: credentialId, name: credential.keyId },
      before: { keyId: credential.keyId, teamId: credential.teamId, signs: signed?.keyId ?? null, isRevoked: false },
      after: { keyId: credential.keyId, teamId: credential.teamId, signs: next?.keyId ?? null, isRevoked: true },
    },
  }
})
