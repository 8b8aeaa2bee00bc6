import { z } from 'zod'
import { announce } from '@/db/announce'
import { endKey } from '@/db/queries/settings/key-settings'
import { command } from '@/lib/command'
import { mustConfirm } from '@/lib/confirmation'
import { inEnvironment } from '@/lib/scope'
import { getLiveKey } from './get-live-key'

export const RevokeKey = inEnvironment({
  keyId: z.uuid(),
  /** The key's last four characters, typed to confirm: every call with the key fails from now on. */
  confirmation: z.string().trim(),
})

export const revokeKey = command('api_key.revoke', RevokeKey, async ({ db, input }) => {
  const { environmentId, keyId, confirmation } = input
  const key = await getLiveKey(db, { environmentId, keyId })
  mustConfirm(confirmation, key.lastFour, {
    message: 'The key wasn’t revoked.',
    hint: `Type ${key.lastFour}, the last four characters of the key, to confirm.`,
  })
  await endKey(db, { environmentId, keyId, revokedAt: new Date() })
  await announce(db, { kind: 'keys', environmentId })
  return {
    result: { id: keyId, name: key.name },
    audit: {
      subject: { kind: 'api_key', id: keyId, name: key.name },
      before: { kind: key.kind, prefix: key.prefix, lastFour: key.lastFour, lastUsedAt: key.lastUsedAt },
    },
  }
})
