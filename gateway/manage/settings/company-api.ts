import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { manage } from '@/gateway/manage/endpoint'
import { environmentPath } from '@/gateway/manage/places'
import { environmentIdAt } from '@/lib/companies/at-slugs'
import { EndpointAuth } from '@/lib/company-api/endpoint-auth'
import { CaCertificate, ClientCertificate } from '@/lib/company-api/endpoint-tls'
import { removeEndpoint } from '@/lib/company-api/remove-endpoint'
import { RetryScheduleInput } from '@/lib/company-api/retry-input'
import { retryOf, retryWords } from '@/lib/company-api/retry-schedule'
import { rotateSigningSecret } from '@/lib/company-api/rotate-signing-secret'
import { refuseNeverCalled } from '@/lib/company-api/save-endpoint'
import { endpointLimits } from '@/lib/company-api/save-endpoint-input'
import { type EndpointView, showEndpoint } from '@/lib/company-api/show-endpoint'
import { storeEndpoint } from '@/lib/company-api/store-endpoint'
import { tryEndpoint } from '@/lib/company-api/try-endpoint'
import type { StaffContext } from '@/lib/context'
import { Refused } from '@/lib/errors'

const tag = 'Manage settings'
const path = `${environmentPath}/company-api` as const

const UsedFor = z.enum(['uuid', 'all']).meta({
  description: '`uuid`: only for UUID devices. `all`: also for device tokens, instead of APNs.',
})

const CertificateFacts = z
  .object({
    subject: z.string().meta({ examples: ['CN=pushdesk, O=Northwind Bank'] }),
    issuer: z.string(),
    validTo: z.iso.datetime(),
    pem: z.string().meta({ description: 'The whole certificate.', examples: ['-----BEGIN CERTIFICATE-----\n…'] }),
  })
  .meta({ id: 'CertificateFacts' })

const factsOf = (certificate: EndpointView['clientCertificate']) =>
  certificate ? { ...certificate, validTo: certificate.validTo.toISOString() } : null

const Retry = z.object({
  triesMax: z
    .int()
    .nullable()
    .meta({ description: 'Maximum requests for one delivery. Null: until the delivery expires.' }),
  firstSeconds: z.int().meta({
    description: 'Seconds before the first retry. Each wait is twice as long as the previous one.',
    examples: [1],
  }),
  longestSeconds: z.int().meta({ description: 'The longest wait between two requests, in seconds.', examples: [600] }),
})

/** The authentication without its secrets. */
const ShownAuth = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['none', 'bearer', 'body']) }),
  z.object({ kind: z.literal('basic'), username: z.string().meta({ examples: ['pushdesk'] }) }),
  z.object({
    kind: z.literal('headers'),
    headers: z.array(z.string()).meta({ description: 'Their names.', examples: [['X-Api-Key']] }),
  }),
  z.object({
    kind: z.literal('oauth2'),
    tokenUrl: z.string().meta({ examples: ['https://id.example.com/token'] }),
    clientId: z.string().meta({ examples: ['pushdesk'] }),
    scope: z.string().nullable(),
    audience: z.string().nullable(),
    clientAuth: z.enum(['basic', 'post']),
  }),
])

const CompanyApi = z
  .object({
    url: z.string(),
    usedFor: UsedFor,
    authKind: z.enum(['none', 'bearer', 'basic', 'headers', 'body', 'oauth2']),
    auth: ShownAuth.meta({ description: 'The authentication without its secrets.' }),
    clientCertificate: CertificateFacts.nullable(),
    caCertificate: CertificateFacts.nullable().meta({
      description: 'Null: Pushdesk trusts the public certificate authorities.',
    }),
    bodyTemplate: z.string().nullable().meta({ description: 'Null: the default body.' }),
    concurrencyMax: z.int().meta({ description: 'Maximum concurrent requests.' }),
    ratePerSecondMax: z.int().nullable().meta({ description: 'Maximum requests per second. Null: no limit.' }),
    retry: Retry.extend({ sentence: z.string().meta({ description: 'The schedule as a sentence.' }) }),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'CompanyApi' })

const signingSecret = z.string().meta({ description: 'Shown only once.', examples: ['whsec_…'] })

async function shown(ctx: StaffContext, place: { environmentId: string }) {
  const found = await showEndpoint(ctx, place)
  if (!found) throw new Refused('not-found', 'This environment has no company API.')
  const { url, usedFor, authKind, auth, bodyTemplate, concurrencyMax, ratePerSecondMax, updatedAt } = found
  const tls = { clientCertificate: factsOf(found.clientCertificate), caCertificate: factsOf(found.caCertificate) }
  const schedule = retryOf(found)
  const retry = { ...schedule, sentence: retryWords(schedule) }
  return { url, usedFor, authKind, auth, ...tls, bodyTemplate, concurrencyMax, ratePerSecondMax, retry, updatedAt }
}

export function registerCompanyApi(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: showEndpoint,
      method: 'get',
      path,
      operationId: 'readCompanyApi',
      tag,
      summary: 'Read the company API of an environment',
      answers: { 200: { description: 'The settings, without secrets.', schema: z.object({ companyApi: CompanyApi }) } },
    },
    async ({ ctx, params }) => ({
      status: 200,
      body: { companyApi: await shown(ctx, await environmentIdAt(ctx, params)) },
    }),
  )

  manage(
    gateway,
    {
      verb: storeEndpoint,
      method: 'put',
      path,
      operationId: 'saveCompanyApi',
      tag,
      summary: 'Save the company API of an environment',
      description:
        'If you leave out `auth`, a certificate, a limit, or `retry`, it doesn’t change. You can save the current settings again. Pushdesk refuses a URL that it could never call.',
      body: z.strictObject({
        url: z.string().meta({ examples: ['https://push.example.com/notify'] }),
        usedFor: UsedFor,
        auth: EndpointAuth.optional(),
        clientCertificate: ClientCertificate.nullable()
          .optional()
          .meta({ description: 'The certificate that Pushdesk presents to your server, in PEM. Null: none.' }),
        caCertificate: CaCertificate.nullable().optional().meta({
          description:
            'The certificate authorities that Pushdesk accepts for your server, in PEM. Null: the public ones.',
        }),
        bodyTemplate: z
          .union([z.string(), z.record(z.string(), z.unknown())])
          .optional()
          .meta({
            description: 'JSON with {{placeholders}}, as an object or a string. Absent: the default body.',
            examples: [{ to: '{{uuid}}' }],
          }),
        ...endpointLimits.shape,
        retry: RetryScheduleInput.optional().meta({
          description: 'When Pushdesk retries a request after a temporary failure.',
        }),
      }),
      answers: {
        200: {
          description: 'Saved. The first save also returns `signingSecret`.',
          schema: z.object({ companyApi: CompanyApi, signingSecret: signingSecret.optional() }),
        },
      },
      beforehand: async ({ body }) => refuseNeverCalled(body),
    },
    async ({ ctx, params, body: { bodyTemplate, ...given } }) => {
      const place = await environmentIdAt(ctx, params)
      const template = typeof bodyTemplate === 'object' ? JSON.stringify(bodyTemplate) : bodyTemplate
      const { environmentId } = place
      const saved = await storeEndpoint(ctx, { environmentId, ...given, bodyTemplate: template }).catch(unlessSame)
      return { status: 200, body: { companyApi: await shown(ctx, place), signingSecret: saved?.signingSecret } }
    },
  )

  manage(
    gateway,
    {
      verb: removeEndpoint,
      method: 'delete',
      path,
      operationId: 'removeCompanyApi',
      tag,
      summary: 'Remove the company API of an environment',
      answers: { 204: { description: 'Removed.' } },
    },
    async ({ ctx, params }) => {
      const { environmentId } = await environmentIdAt(ctx, params)
      const { url } = await shown(ctx, { environmentId })
      await removeEndpoint(ctx, { environmentId, confirmation: new URL(url).host })
      return { status: 204 }
    },
  )

  manage(
    gateway,
    {
      verb: tryEndpoint,
      method: 'post',
      path: `${path}/try`,
      operationId: 'tryCompanyApi',
      tag,
      summary: 'Send a sample delivery to the company API',
      description: 'The response masks the secrets of the request.',
      answers: {
        200: {
          description: 'The company API’s response.',
          schema: z.looseObject({
            status: z.int().nullable(),
            reason: z.string().nullable(),
            meaning: z.string(),
            durationMs: z.int(),
            failedAt: z
              .enum(['token_url', 'company_api'])
              .nullable()
              .meta({ description: 'Which request failed. Null: the company API accepted the delivery.' }),
          }),
        },
      },
      isLong: true,
    },
    async ({ ctx, params }) => ({ status: 200, body: await tryEndpoint(ctx, await environmentIdAt(ctx, params)) }),
  )

  manage(
    gateway,
    {
      verb: rotateSigningSecret,
      method: 'post',
      path: `${path}/rotate-signing-secret`,
      operationId: 'rotateSigningSecret',
      tag,
      summary: 'Replace the signing secret of the company API',
      description: 'Pushdesk signs requests with the new secret right away.',
      answers: { 200: { description: 'The new secret.', schema: z.object({ signingSecret }) } },
    },
    async ({ ctx, params }) => ({
      status: 200,
      body: await rotateSigningSecret(ctx, await environmentIdAt(ctx, params)),
    }),
  )
}

/** Ignores the conflict of saving without changes, which programs do to be sure. */
function unlessSame(error: unknown): undefined {
  if (error instanceof Refused && error.reason === 'conflict') return undefined
  throw error
}
