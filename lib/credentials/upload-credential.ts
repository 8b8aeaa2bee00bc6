import { z } from 'zod'
import { findEnvironmentSettings } from '@/db/queries/settings/environment-settings'
import { verifyCredential } from '@/lib/apns/verify-credential'
import { query } from '@/lib/command'
import type { StaffContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'
import { parsePrivateKey } from './parse-private-key'
import { storeCredential } from './store-credential'

const appleId = (what: string) =>
  z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9]{10}$/, `A ${what} has 10 letters and digits.`)

export const UploadCredential = inEnvironment({
  keyId: appleId('key ID'),
  teamId: appleId('team ID'),
  /** The text of the .p8 file. */
  privateKey: z
    .string()
    .max(10_000, 'This is too long for a .p8 file.')
    .transform((text, context) => {
      const parsed = parsePrivateKey(text)
      if (parsed.ok) return parsed.pem
      context.addIssue({ code: 'custom', message: parsed.message })
      return z.NEVER
    }),
  /** APNs couldn't be reached, and the person wants to save the key anyway. */
  isUnchecked: z.boolean().default(false),
})

/**
 * New → verify → switch: verifies the key with Apple before storing anything, outside any transaction, so that a bad
 * key is never used. Earlier keys stay for the overlap, until someone revokes them.
 */
export async function uploadCredential(ctx: StaffContext, raw: z.input<typeof UploadCredential>) {
  const { environment, ...given } = await readUpload(ctx, raw)
  const { keyId, teamId, privateKey, environmentId, isUnchecked } = given
  const checked = await verifyCredential({
    key: { keyId, teamId, privateKey },
    bundleId: environment.bundleId,
    environmentName: environment.name,
    apnsServer: 'apple',
  })
  if (checked.verdict === 'refused')
    throw new Refused('invalid', checked.message, fieldOf(checked.field, checked.message), 'credential_refused', {
      answer: checked.answer,
    })
  if (checked.verdict === 'unknown' && !isUnchecked)
    throw new Refused(
      'unavailable',
      `${checked.message} The key wasn’t saved.`,
      { isUnchecked: ['Try again when APNs can be reached, or save the key without verifying it.'] },
      'apns_unreachable',
    )
  const isVerified = checked.verdict === 'holds'
  const stored = await storeCredential(ctx, {
    environmentId,
    keyId,
    teamId,
    privateKey,
    answer: checked.answer,
    isVerified,
  })
  return { ...stored, isVerified, message: checked.message }
}

const readUpload = query('credential.upload', UploadCredential, async ({ db, input }) => {
  const environment = await findEnvironmentSettings(db, input)
  if (!environment) throw new Refused('not-found', 'This environment doesn’t exist.')
  return { environment, ...input }
})

const fieldOf = (field: string | undefined, message: string) =>
  field === 'keyId' || field === 'teamId' || field === 'privateKey' ? { [field]: [message] } : {}
