import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { announce } from '@/db/changes'
import { type EndpointChange, lockEndpoint, saveEndpointRow } from '@/db/queries/endpoint-settings'
import { command } from '../command'
import { Refused } from '../errors'
import { inEnvironment } from '../scope'
import { decrypt, encrypt } from '../secrets'
import { authSecretPurpose, EndpointAuth, signingSecretPurpose } from './endpoint-auth'
import { endpointFacts } from './endpoint-facts'
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
  const next = { url: input.url, ...authAfter(auth, old, environmentId), bodyTemplate, usedFor }
  if (old && isSame(old, next))
    throw new Refused('conflict', 'Nothing to save: the company API is already set up like this.')
  await saveEndpointRow(db, {
    environmentId,
    ...next,
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
      before: old && endpointFacts(old),
      after: endpointFacts(next),
    },
  }
})

type Auth = Pick<EndpointChange, 'authKind' | 'authSecret'>

/** What is given again keeps its sealed text, so that it is no change. */
function authAfter(auth: EndpointAuth | undefined, old: Auth | undefined, environmentId: string): Auth {
  const kept = { authKind: old?.authKind ?? ('none' as const), authSecret: old?.authSecret ?? null }
  if (!auth) return kept
  if (auth.kind === 'none') return { authKind: 'none', authSecret: null }
  const purpose = authSecretPurpose(environmentId)
  const plain = JSON.stringify(auth)
  if (kept.authSecret && decrypt(kept.authSecret, purpose) === plain) return kept
  return { authKind: auth.kind, authSecret: encrypt(plain, purpose) }
}

type Saved = Omit<EndpointChange, 'environmentId'>

const isSame = (old: Saved, next: Saved) =>
  old.url === next.url &&
  old.authKind === next.authKind &&
  old.authSecret === next.authSecret &&
  old.bodyTemplate === next.bodyTemplate &&
  old.usedFor === next.usedFor

const isLoopback = (text: string) => ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(text).hostname)
