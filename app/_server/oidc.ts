import 'server-only'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import { z } from 'zod'
import { sharedDatabase } from '@/db/shared'
import { env } from '@/lib/env'
import { signInWithOidc } from '@/lib/staff/sign-in/sign-in-with-oidc'

const Profile = z.object({
  sub: z.string().min(1),
  sid: z.string().min(1).optional(),
  /** When the person last authenticated at the provider, in seconds. */
  auth_time: z.number().positive().nullish(),
  email: z.email().optional(),
  email_verified: z.union([z.boolean(), z.stringbool()]).default(false),
  /** An invalid name is ignored, never a reason to reject the sign-in. */
  name: z.string().optional().catch(undefined),
})
type Profile = z.output<typeof Profile>

export const hasSingleSignOn = () => Boolean(env().AUTH_OIDC_ISSUER)

export function oidcProviders(): OAuthConfig<Profile>[] {
  const { AUTH_OIDC_ISSUER: issuer, AUTH_OIDC_ID: clientId, AUTH_OIDC_SECRET: clientSecret } = env()
  if (!issuer || !clientId || !clientSecret) return []
  return [
    {
      id: 'oidc',
      name: 'Single sign-on',
      type: 'oauth',
      issuer,
      wellKnown: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
      authorization: { params: { scope: env().AUTH_OIDC_SCOPE } },
      idToken: true,
      checks: ['pkce', 'state', 'nonce'],
      clientId,
      clientSecret,
      profile: ({ sub, email }) => ({ id: sub, email }),
    },
  ]
}

/** The person's identity at the provider from a verified profile, with their session there if the profile has it. */
export function identityIn(profile: unknown) {
  const { sub, sid, auth_time } = Profile.parse(profile)
  const authenticatedAt = auth_time == null ? undefined : new Date(auth_time * 1_000)
  return { issuer: env().AUTH_OIDC_ISSUER ?? '', subject: sub, sid, authenticatedAt }
}

/** Returns the staff member whom a verified profile belongs to. */
export async function staffOfOidc(profile: unknown, { requestId, ip }: { requestId: string; ip: string | undefined }) {
  const issuer = env().AUTH_OIDC_ISSUER
  const { sub, email, email_verified, name } = Profile.parse(profile)
  if (!issuer) return undefined
  const identity = { issuer, subject: sub, email, isEmailVerified: email_verified, name, requestId, ip }
  return (await signInWithOidc(sharedDatabase().db, { ...identity, groups: groupsIn(profile) }))?.id
}

/** Accepts a single group as a string, as some providers send it. Ignores values that aren't strings. */
function groupsIn(profile: unknown) {
  const claim = (profile as Record<string, unknown>)[env().AUTH_OIDC_GROUPS_CLAIM]
  return [claim].flat().filter((one) => typeof one === 'string')
}
