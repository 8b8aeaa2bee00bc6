import { z } from 'zod'
import type { EventWebhookRow } from '@/db/queries/events/event-webhooks'
import { eventTypes } from '@/db/schema/values'
import { isAllowedHost } from '@/lib/company-api/allowed-hosts'
import { isRefusedAddress } from '@/lib/company-api/refused-address'
import { Refused } from '@/lib/errors'
import type { Scope } from '@/lib/scope'
import { fingerprintOf, type SealedPurpose } from '@/lib/secrets'

const isRefused = (text: string) => URL.canParse(text) && isRefusedAddress(text)

/** The fields of a webhook. */
export const webhookParts = {
  url: z
    .url({ protocol: /^https?$/, error: 'Enter a URL that begins with https://.' })
    .max(2_048, 'At most 2,048 characters.')
    .refine((text) => !isRefused(text), {
      error: 'This address is private. The operator can allow it with COMPANY_API_ALLOWED_HOSTS.',
    }),
  types: z
    .array(z.enum(eventTypes, `One of ${eventTypes.join(', ')}.`))
    .min(1, 'Choose at least one.')
    .transform((types) => eventTypes.filter((type) => types.includes(type))),
}

export function refuseReadable(url: string, { environmentName }: Scope) {
  const { protocol } = new URL(url)
  if (environmentName !== 'production' || protocol === 'https:' || isAllowedHost(new URL(url))) return
  throw new Refused('invalid', 'Some fields aren’t valid.', {
    url: ['Production needs https://, because events name customers.'],
  })
}

/** The webhook as the audit log records it. A query string can contain a key, so only its fingerprint is kept. */
export function webhookFacts({ url, types, isOn }: Pick<EventWebhookRow, 'url' | 'types' | 'isOn'>) {
  const { origin, pathname, search } = new URL(url)
  return { url: origin + pathname, query: search ? fingerprintOf(search) : null, types, isOn }
}

export const webhookSubject = ({ id, url }: Pick<EventWebhookRow, 'id' | 'url'>) => ({
  kind: 'event_webhook',
  id,
  name: new URL(url).host,
})

export const eventSecretPurpose = (id: string): SealedPurpose => `event_webhooks.signing_secret:${id}`

export const noSuchWebhook = () => new Refused('not-found', 'This environment has no such event webhook.')
