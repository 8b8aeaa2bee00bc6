import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { environmentIdAt } from '@/lib/companies/at-slugs'
import { ApnsServerField, EnvironmentNameField } from '@/lib/companies/read-companies'
import type { StaffContext } from '@/lib/context'
import { setApnsServer } from '@/lib/environments/set-apns-server'
import { showEnvironmentSettings } from '@/lib/environments/show-environment-settings'
import { refuseNeverRead, storeIdentity } from '@/lib/identity/change-identity'
import { checkUserToken } from '@/lib/identity/check-user-token'
import { rotateIdentitySecret } from '@/lib/identity/rotate-identity-secret'
import { manage } from './endpoint'
import { environmentPath } from './places'

const Environment = z
  .object({
    id: z.uuid(),
    name: EnvironmentNameField,
    bundleId: z.string(),
    apnsServer: ApnsServerField,
    requiresIdentity: z.boolean(),
    jwksUrl: z.string().nullable(),
    issuer: z.string().nullable().meta({ description: 'The `iss` that User-Tokens must have.' }),
    audience: z.string().nullable().meta({ description: 'The `aud` that User-Tokens must have.' }),
    tokenMinutesMax: z.int().meta({ description: 'The maximum lifetime of a User-Token, in minutes.' }),
    onHoldSince: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'Set while APNs rejects the environment and its queue is on hold.' }),
    onHoldReason: z.string().nullable(),
  })
  .meta({ id: 'Environment' })

const One = z.object({ environment: Environment })
const tag = 'Manage companies'

async function shown(ctx: StaffContext, place: { environmentId: string }) {
  const settings = await showEnvironmentSettings(ctx, place)
  const { id, name, bundleId, apnsServer, requiresIdentity } = settings
  return {
    environment: {
      ...{ id, name, bundleId, apnsServer, requiresIdentity },
      jwksUrl: settings.identityJwksUrl,
      issuer: settings.identityIssuer,
      audience: settings.identityAudience,
      tokenMinutesMax: settings.identityMinutesMax,
      onHoldSince: settings.blockedAt,
      onHoldReason: settings.blockedReason,
    },
  }
}

export function registerEnvironments(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: showEnvironmentSettings,
      method: 'get',
      path: environmentPath,
      operationId: 'readEnvironment',
      tag,
      summary: 'Read the settings of an environment',
      answers: { 200: { description: 'The settings, without secrets.', schema: One } },
    },
    async ({ ctx, params }) => ({ status: 200, body: await shown(ctx, await environmentIdAt(ctx, params)) }),
  )

  manage(
    gateway,
    {
      verb: [setApnsServer, storeIdentity],
      method: 'patch',
      path: environmentPath,
      operationId: 'changeEnvironment',
      tag,
      summary: 'Change the settings of an environment',
      description:
        'Fields that you leave out don’t change. In production, changing the APNs server or turning off identity verification needs the company’s slug as `confirmation`.',
      body: z.strictObject({
        apnsServer: ApnsServerField.optional(),
        requiresIdentity: z.boolean().optional(),
        jwksUrl: z.string().optional().meta({ description: 'An https URL. An empty string removes it.' }),
        issuer: z.string().optional().meta({ description: 'An empty string turns this check off.' }),
        audience: z.string().optional().meta({ description: 'An empty string turns this check off.' }),
        tokenMinutesMax: z.int().optional(),
        confirmation: z.string().optional(),
      }),
      answers: { 200: { description: 'The updated settings.', schema: One } },
      beforehand: async ({ body: { jwksUrl } }) => refuseNeverRead(jwksUrl),
    },
    async ({ ctx, params, body: { confirmation, ...wanted } }) => {
      const { environmentId } = await environmentIdAt(ctx, params)
      const { environment: was } = await shown(ctx, { environmentId })
      const { apnsServer = was.apnsServer, requiresIdentity = was.requiresIdentity } = wanted
      const jwksUrl = wanted.jwksUrl ?? was.jwksUrl ?? ''
      const claims = {
        issuer: wanted.issuer ?? was.issuer ?? '',
        audience: wanted.audience ?? was.audience ?? '',
        minutesMax: wanted.tokenMinutesMax ?? was.tokenMinutesMax,
      }
      const body = await ctx.db.transaction(async (db) => {
        const within = { ...ctx, db }
        if (apnsServer !== was.apnsServer) await setApnsServer(within, { environmentId, apnsServer, confirmation })
        const identity = { requiresIdentity, jwksUrl, ...claims }
        const before = {
          requiresIdentity: was.requiresIdentity,
          jwksUrl: was.jwksUrl ?? '',
          issuer: was.issuer ?? '',
          audience: was.audience ?? '',
          minutesMax: was.tokenMinutesMax,
        }
        if (!isDeepStrictEqual(identity, before))
          await storeIdentity(within, { environmentId, ...identity, confirmation })
        return shown(within, { environmentId })
      })
      return { status: 200, body }
    },
  )

  manage(
    gateway,
    {
      verb: rotateIdentitySecret,
      method: 'post',
      path: `${environmentPath}/rotate-identity-secret`,
      operationId: 'rotateIdentitySecret',
      tag,
      summary: 'Replace the identity secret of an environment',
      description: 'Pushdesk refuses User-Tokens signed with the old secret right away.',
      answers: {
        200: {
          description: 'The new secret. It’s shown only once.',
          schema: z.object({ identitySecret: z.string() }),
        },
      },
    },
    async ({ ctx, params }) => {
      const { secret } = await rotateIdentitySecret(ctx, await environmentIdAt(ctx, params))
      return { status: 200, body: { identitySecret: secret } }
    },
  )

  manage(
    gateway,
    {
      verb: checkUserToken,
      method: 'post',
      path: `${environmentPath}/check-user-token`,
      operationId: 'checkUserToken',
      tag,
      summary: 'Check a User-Token as a call would',
      description: 'The token isn’t stored.',
      body: z.strictObject({
        token: z.string().meta({ description: 'A JWT.', examples: ['eyJhbGciOi…'] }),
        userId: z.string().optional().meta({ description: 'The `user.id` that the call would name.' }),
      }),
      answers: {
        200: {
          description: 'Whether the token is valid.',
          schema: z.object({
            holds: z.boolean(),
            message: z.string(),
            sub: z.string().nullable(),
            expiresAt: z.iso.datetime().nullable(),
          }),
        },
      },
      isLong: true,
    },
    async ({ ctx, params, body }) => {
      const { environmentId } = await environmentIdAt(ctx, params)
      const { holds, message, sub = null, expiresAt = null } = await checkUserToken(ctx, { environmentId, ...body })
      return { status: 200, body: { holds, message, sub, expiresAt } }
    },
  )
}
