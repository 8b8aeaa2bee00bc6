import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { announce } from '@/db/announce'
import { changeEnvironment, lockEnvironment } from '@/db/queries/settings/environment-settings'
import { command, query } from '@/lib/command'
import { whyNeverCalled } from '@/lib/company-api/why-never-called'
import { mustConfirmProduction } from '@/lib/confirmation'
import type { StaffContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'

const claim = z
  .string()
  .trim()
  .max(500, 'At most 500 characters.')
  .nullable()
  .transform((text) => text || null)

export const ChangeIdentity = inEnvironment({
  /** Absent means unchanged. */
  requiresIdentity: z.boolean().optional(),
  jwksUrl: z
    .union([
      z.literal('').transform(() => null),
      z.null(),
      z.url({ protocol: /^https$/, error: 'Enter a URL that begins with https://.' }).max(2_048),
    ])
    .optional(),
  /** The claims that User-Tokens must have. An empty text requires none. */
  issuer: claim.optional(),
  audience: claim.optional(),
  /** The maximum lifetime of a User-Token. */
  minutesMax: z.coerce
    .number('Enter a number of minutes.')
    .int('Enter whole minutes.')
    .min(1, 'Must be at least 1 minute.')
    .max(44_640, 'Must be at most 31 days (44,640 minutes).')
    .optional(),
  /**
   * The company's slug, typed to confirm turning verification off in production, which lets anyone with the app
   * register for any user ID.
   */
  confirmation: z.string().trim().optional(),
})

/** Changes identity verification. Resolves a new JWKS host before the transaction begins. */
export async function changeIdentity(ctx: StaffContext, raw: z.input<typeof ChangeIdentity>) {
  await refuseNeverRead(await readJwksUrl(ctx, raw))
  return storeIdentity(ctx, raw)
}

const readJwksUrl = query('identity.change', ChangeIdentity, async ({ input: { jwksUrl } }) => jwksUrl)

/** Refuses a JWKS URL that Pushdesk would never read. Leaves invalid URLs to the command's schema. */
export async function refuseNeverRead(jwksUrl: string | null | undefined) {
  const why = jwksUrl && URL.canParse(jwksUrl) ? await whyNeverCalled(jwksUrl) : undefined
  if (why) throw new Refused('invalid', 'The JWKS URL wasn’t saved.', { jwksUrl: [why] })
}

export const storeIdentity = command('identity.change', ChangeIdentity, async ({ db, input, scope }) => {
  const { environmentId, confirmation } = input
  const old = await lockEnvironment(db, { environmentId })
  if (!old) throw new Refused('not-found', 'This environment doesn’t exist.')
  const requiresIdentity = input.requiresIdentity ?? old.requiresIdentity
  const jwksUrl = input.jwksUrl === undefined ? old.identityJwksUrl : input.jwksUrl
  const { issuer = old.identityIssuer, audience = old.identityAudience, minutesMax = old.identityMinutesMax } = input
  const before = factsOf(old)
  const after = { requiresIdentity, jwksUrl, issuer, audience, minutesMax }
  if (isDeepStrictEqual(before, after)) throw new Refused('conflict', `Nothing to save: ${stateWords(input, old)}.`)
  const isTurnedOff = old.requiresIdentity && !requiresIdentity
  if (isTurnedOff)
    mustConfirmProduction(scope, confirmation, {
      message: 'Identity verification is still on.',
      hint: (wanted) => `Type ${wanted} to turn it off in production.`,
    })
  await changeEnvironment(db, {
    environmentId,
    requiresIdentity,
    identityJwksUrl: jwksUrl,
    identityIssuer: issuer,
    identityAudience: audience,
    identityMinutesMax: minutesMax,
  })
  // Cached keys hold their environment's rules, so the key caches must drop them.
  await announce(db, { kind: 'keys', environmentId })
  await announce(db, { kind: 'environment', environmentId })
  return {
    result: undefined,
    audit: {
      subject: { kind: 'environment', id: environmentId, name: scope.environmentName },
      before,
      after,
    },
  }
})

type Identity = {
  requiresIdentity: boolean
  identityJwksUrl: string | null
  identityIssuer: string | null
  identityAudience: string | null
  identityMinutesMax: number
}

const factsOf = (old: Identity) => ({
  requiresIdentity: old.requiresIdentity,
  jwksUrl: old.identityJwksUrl,
  issuer: old.identityIssuer,
  audience: old.identityAudience,
  minutesMax: old.identityMinutesMax,
})

function stateWords({ jwksUrl, ...claims }: z.output<typeof ChangeIdentity>, old: Identity) {
  if (claims.issuer !== undefined || claims.audience !== undefined || claims.minutesMax !== undefined)
    return 'User-Tokens are already checked this way'
  if (jwksUrl !== undefined) return old.identityJwksUrl ? 'this address is already used' : 'no address is set'
  return `identity verification is already ${old.requiresIdentity ? 'on' : 'off'}`
}
