import { z } from 'zod'
import { changeCredential, lockCredential } from '@/db/queries/settings/credential-settings'
import { findEnvironmentSettings } from '@/db/queries/settings/environment-settings'
import { storedProviderTokens } from '@/lib/apns/stored-provider-tokens'
import { createProviderTokens } from '@/lib/apns/transport/provider-tokens'
import { verifyCredential } from '@/lib/apns/verify-credential'
import { command, query } from '@/lib/command'
import type { StaffContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'
import { decrypt } from '@/lib/secrets'
import { privateKeyPurpose } from './store-credential'

const One = inEnvironment({ credentialId: z.uuid() })

/** Verifies a stored key with APNs again, using the provider token that is in use anyway. */
export async function checkCredential(ctx: StaffContext, raw: z.input<typeof One>) {
  const { environment, key } = await readCredential(ctx, raw)
  const checked = await verifyCredential({
    key,
    bundleId: environment.bundleId,
    environmentName: environment.name,
    apnsServer: environment.apnsServer,
    tokens: createProviderTokens({ key, store: storedProviderTokens(ctx.db, raw) }),
  })
  await noteCheck(ctx, { ...raw, answer: checked.answer, isVerified: checked.verdict === 'holds' })
  return { verdict: checked.verdict, message: checked.message }
}

const readCredential = query('credential.upload', One, async ({ db, input }) => {
  const environment = await findEnvironmentSettings(db, input)
  const credential = await lockCredential(db, input)
  if (!environment || !credential) throw new Refused('not-found', 'This key doesn’t exist in this environment.')
  if (credential.verifiedAnswer === null) throw new Refused('conflict', 'This key works only with the simulator.')
  const { keyId, teamId, privateKey } = credential
  const pem = decrypt(privateKey, privateKeyPurpose(input.credentialId))
  return { environment, key: { keyId, teamId, privateKey: pem } }
})

const Note = inEnvironment({ credentialId: z.uuid(), answer: z.string(), isVerified: z.boolean() })

const noteCheck = command('credential.upload', Note, async ({ db, input }) => {
  const { environmentId, credentialId, answer, isVerified } = input
  const credential = await lockCredential(db, { environmentId, credentialId })
  if (!credential) throw new Refused('not-found', 'This key was revoked in the meantime.')
  const verifiedAt = isVerified ? new Date() : null
  await changeCredential(db, { environmentId, credentialId, verifiedAnswer: answer, verifiedAt })
  return {
    result: undefined,
    audit: {
      action: 'credential.check',
      subject: { kind: 'apns_credential', id: credentialId, name: credential.keyId },
      before: { answer: credential.verifiedAnswer, isVerified: credential.verifiedAt !== null },
      after: { answer, isVerified },
    },
  }
})
