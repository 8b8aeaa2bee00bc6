import { z } from 'zod'
import { changeEventWebhook, lockEventWebhook } from '@/db/queries/events/event-webhooks'
import { command } from '@/lib/command'
import { makeSigningSecret } from '@/lib/company-api/store-endpoint'
import { inEnvironment } from '@/lib/scope'
import { encrypt, fingerprintOf } from '@/lib/secrets'
import { eventSecretPurpose, noSuchWebhook, webhookSubject } from './webhook-parts'

export const RotateEventSecret = inEnvironment({ webhookId: z.uuid() })

/** Rotates the signing secret. Only this result contains it, and requests use it from now on. */
export const rotateEventSecret = command('event_webhook.change', RotateEventSecret, async ({ db, input }) => {
  const { environmentId, webhookId: id } = input
  const webhook = await lockEventWebhook(db, { environmentId, id })
  if (!webhook) throw noSuchWebhook()
  const signingSecret = makeSigningSecret()
  const sealed = encrypt(signingSecret, eventSecretPurpose(id))
  await changeEventWebhook(db, { environmentId, id, signingSecret: sealed })
  return {
    result: { signingSecret },
    audit: {
      action: 'event_webhook.rotate_secret',
      subject: webhookSubject(webhook),
      before: { signingSecret: fingerprintOf(webhook.signingSecret) },
      after: { signingSecret: fingerprintOf(sealed) },
    },
  }
})
