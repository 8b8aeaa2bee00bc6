import { newId } from '@/db/new-id'
import { eventWebhooksOf, insertEventWebhook } from '@/db/queries/events/event-webhooks'
import { eventPlaceNow } from '@/db/queries/events/positions'
import { setEventsSince } from '@/db/queries/events/recording'
import { lockEnvironment } from '@/db/queries/settings/environment-settings'
import { command } from '@/lib/command'
import { makeSigningSecret } from '@/lib/company-api/store-endpoint'
import { Refused } from '@/lib/errors'
import { listedMax } from '@/lib/paging/listed-max'
import { inEnvironment } from '@/lib/scope'
import { encrypt } from '@/lib/secrets'
import { eventSecretPurpose, refuseReadable, webhookFacts, webhookParts, webhookSubject } from './webhook-parts'

export const CreateEventWebhook = inEnvironment(webhookParts)

/** Creates a webhook for events from now on. Only this result contains the signing secret. */
export const createEventWebhook = command(
  'event_webhook.change',
  CreateEventWebhook,
  async ({ db, input: { environmentId, url, types }, scope }) => {
    refuseReadable(url, scope)
    const environment = await lockEnvironment(db, { environmentId })
    if (!environment) throw new Refused('not-found', 'This environment doesn’t exist.')
    const known = await eventWebhooksOf(db, { environmentId })
    if (known.length >= listedMax.eventWebhooks)
      throw new Refused(
        'conflict',
        `An environment has at most ${listedMax.eventWebhooks} event webhooks. Delete one first.`,
      )
    const now = new Date()
    if (!environment.eventsSince) await setEventsSince(db, { environmentId, since: now })
    const id = newId()
    const signingSecret = makeSigningSecret()
    await insertEventWebhook(db, {
      ...{ id, environmentId, url, types, since: now, place: await eventPlaceNow(db) },
      signingSecret: encrypt(signingSecret, eventSecretPurpose(id)),
    })
    return {
      result: { id, signingSecret },
      audit: {
        action: 'event_webhook.create',
        subject: webhookSubject({ id, url }),
        after: webhookFacts({ url, types, isOn: true }),
      },
    }
  },
)
