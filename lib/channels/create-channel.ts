import { z } from 'zod'
import { newId } from '@/db/new-id'
import { insertIncidentChannel } from '@/db/queries/incidents/channels'
import { channelKinds } from '@/db/schema/values'
import { command } from '@/lib/command'
import { isRefusedAddress } from '@/lib/company-api/refused-address'
import { makeSigningSecret } from '@/lib/company-api/store-endpoint'
import { env } from '@/lib/env'
import { Refused } from '@/lib/errors'
import { encrypt } from '@/lib/secrets'
import { channelSecretPurpose, sealAddress, shownAddressOf } from './channel-address'
import { refusedRule, ruleParts, rulesOf, SeverityMin, topicsOf } from './channel-rules'

export const ChannelKind = z.enum(channelKinds, 'Choose webhook, slack, teams, pagerduty, or email.')

const shape = {
  kind: ChannelKind,
  name: z.string().trim().min(1, 'Enter a name.').max(80, 'At most 80 characters.'),
  /** For webhook, slack, and teams; for PagerDuty, an alternative URL of its Events API. */
  url: z
    .url({ protocol: /^https?$/, error: 'Enter a URL that begins with https://.' })
    .max(2_048)
    .optional(),
  /** For email, the address; for PagerDuty, the routing key of the service’s Events API v2 integration. */
  to: z.string().trim().min(1).max(320).optional(),
  severityMin: SeverityMin.default('warning'),
  topics: ruleParts.topics.optional(),
  causes: ruleParts.causes.default([]),
  quietMinutes: ruleParts.quietMinutes.default(30),
  unacknowledgedMinutes: ruleParts.unacknowledgedMinutes.default(0),
}

/** For one company, or for all of them. */
export const CreateChannel = z
  .object({ ...shape, companyId: z.uuid().optional() })
  .transform(({ topics, ...given }) => ({ ...given, topics: topics ?? topicsOf(given) }))
  .superRefine(({ kind, url, to, topics, companyId }, context) => {
    const miss = (path: 'url' | 'to' | 'topics', message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (kind === 'email' && !z.email().safeParse(to).success) miss('to', 'Enter an email address.')
    if (kind === 'pagerduty' && !to && !url) miss('to', 'Enter the routing key of the integration.')
    if (['webhook', 'slack', 'teams'].includes(kind) && !url) miss('url', 'Enter the URL of the webhook.')
    const refused = refusedRule({ kind, topics, companyId })
    if (refused) miss('topics', refused)
    if (url && isRefusedAddress(url))
      miss('url', 'This address is private. The operator can allow it with COMPANY_API_ALLOWED_HOSTS.')
  })
  .transform(({ companyId, ...given }) =>
    companyId ? { companyId, ...given } : { scope: 'platform' as const, ...given },
  )

/** Creates a channel. A webhook's signing secret is shown only in this result. */
export const createChannel = command('channel.change', CreateChannel, async ({ db, staff, input, scope }) => {
  const { kind, name, url, to } = input
  const rules = rulesOf(input)
  if (!scope.companyId && staff.companyIds !== 'all')
    throw new Refused('forbidden', 'Only an admin can add a channel for all companies. Choose a company.')
  if (kind === 'email' && !env().SMTP_URL)
    throw new Refused('conflict', 'This installation sends no email. The operator can set SMTP_URL and MAIL_FROM.')
  const id = newId()
  const address = { url, to }
  const signingSecret = kind === 'webhook' ? makeSigningSecret() : undefined
  const row = await insertIncidentChannel(db, {
    id,
    companyId: scope.companyId,
    kind,
    name,
    address: sealAddress(id, address),
    shownAddress: shownAddressOf(address),
    signingSecret: signingSecret ? encrypt(signingSecret, channelSecretPurpose(id)) : null,
    ...rules,
  })
  return {
    result: { id: row.id, signingSecret },
    audit: {
      action: 'channel.create',
      subject: { kind: 'channel', id: row.id, name },
      after: { kind, address: row.shownAddress, ...rules },
    },
  }
})
