import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { announce } from '@/db/changes'
import { lockEndpoint, saveEndpointRow } from '@/db/queries/endpoint-settings'
import { command } from '../command'
import { Refused } from '../errors'
import { inEnvironment } from '../scope'
import { encrypt } from '../secrets'
import { authSecretPurpose, EndpointAuth, signingSecretPurpose } from './endpoint-auth'
import { checkTemplate } from './template'

const url = z
  .url({ protocol: /^https?$/, error: 'Enter a URL that begins with https://.' })
  .max(2_048, 'This is too long.')
  .refine((text) => !URL.canParse(text) || (new URL(text).username === '' && new URL(text).password === ''), {
    error: 'Remove the username and password from the URL. Choose username and password authentication below instead.',
  })

export const SaveEndpoint = inEnvironment({
  url,
  /** Absent: the authentication stays as it is. */
  auth: EndpointAuth.optional(),
  /** Empty or null: the default body. */
  bodyTemplate: z
    .string()
    .nullish()
    .transform((text) => (text?.trim() ? text : null))
    .superRefine((text, context) => {
      for (const message of text ? checkTemplate(text) : []) context.addIssue({ code: 'custom', message })
    }),
  usedFor: z.enum(['uuid', 'all'], 'Choose what the company API is used for.'),
})

/** Standard Webhooks: `whsec_` and the base64 of 24 to 64 random bytes. */
export const makeSigningSecret = () => `whsec_${randomBytes(32).toString('base64')}`

/** The signing secret is in the result once, when the endpoint is new. */
export const saveEndpoint = command('endpoint.change', SaveEndpoint, async ({ db, input, scope }) => {
  const { environmentId, auth, bodyTemplate, usedFor } = input
  if (scope.environmentName === 'production' && !input.url.startsWith('https:') && !isLoopback(input.url))
    throw new Refused('invalid', 'The company API wasn’t saved.', { url: ['Production needs https://.'] })
  const old = await lockEndpoint(db, { environmentId })
  const signingSecret = old ? undefined : makeSigningSecret()
  const kept = { authKind: old?.authKind ?? 'none', authSecret: old?.authSecret ?? null } as const
  const next = auth ? { authKind: auth.kind, authSecret: sealedAuth(auth, environmentId) } : kept
  await saveEndpointRow(db, {
    environmentId,
    url: input.url,
    ...next,
    bodyTemplate,
    usedFor,
    signingSecret: signingSecret
      ? encrypt(signingSecret, signingSecretPurpose(environmentId))
      : (old?.signingSecret ?? ''),
  })
  await announce(db, { kind: 'environment', environmentId })
  return {
    result: { isNew: !old, signingSecret },
    audit: {
      action: old ? undefined : 'endpoint.create',
      subject: { kind: 'company_endpoint', id: environmentId, name: new URL(input.url).host },
      before: old && auditOf(old),
      after: {
        ...auditOf({ url: input.url, authKind: next.authKind, bodyTemplate, usedFor }),
        isAuthChanged: Boolean(auth),
      },
    },
  }
})

const sealedAuth = (auth: EndpointAuth, environmentId: string) =>
  auth.kind === 'none' ? null : encrypt(JSON.stringify(auth), authSecretPurpose(environmentId))

/** An address can hold a key in its query, and a template one in its text: only what is never secret. */
function auditOf(row: { url: string; authKind: string; bodyTemplate: string | null; usedFor: string }) {
  const { origin, pathname } = new URL(row.url)
  return {
    url: origin + pathname,
    authKind: row.authKind,
    usedFor: row.usedFor,
    hasTemplate: row.bodyTemplate !== null,
  }
}

const isLoopback = (text: string) => ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(text).hostname)
