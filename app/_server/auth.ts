import 'server-only'
import type { NextAuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { sharedDatabase } from '@/db/shared'
import { env } from '@/lib/env'
import { Refused } from '@/lib/errors'
import { log } from '@/lib/log'
import { endSession } from '@/lib/staff/sign-in/end-session'
import { safePath } from '@/lib/staff/sign-in/safe-path'
import { isSecureSite, sessionCookieName } from '@/lib/staff/sign-in/session-cookie'
import { signIn } from '@/lib/staff/sign-in/sign-in'
import { sessionMsMax, startSession } from '@/lib/staff/sign-in/start-session'
import { identityIn, oidcProviders, staffOfOidc } from './oidc'
import { withDatabase } from './with-database'

export type AuthRequest = {
  requestId: string
  ip: string | undefined
  userAgent: string | undefined
  previousToken: string | undefined
  /** Identifies an earlier sign-in in this browser. */
  device: string | undefined
  /** Called with the person whose session was started. */
  onStarted: (staffId: string) => void
  /** Called with the error if a sign-out couldn't end the session. */
  onUnended: (error: unknown) => void
}

/**
 * next-auth handles the flows (CSRF, OIDC checks, cookies), but sessions are ours. Its JWT is our random token, which
 * identifies a row in `sessions`: encode and decode pass it through, and only contextForSession reads it.
 */
export function authOptions(request: AuthRequest): NextAuthOptions {
  const { db } = sharedDatabase()
  return {
    secret: env().AUTH_SECRET,
    session: { strategy: 'jwt', maxAge: sessionMsMax() / 1000 },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    useSecureCookies: isSecureSite(),
    cookies: { sessionToken: { name: sessionCookieName(), options: cookieOptions() } },
    logger: {
      error: (code, detail) => log.warn({ code, err: errorIn(detail) }, 'sign-in flow'),
      warn: () => undefined,
    },
    providers: [passwordProvider(request), ...oidcProviders()],
    jwt: {
      encode: ({ token }) => String(token?.sessionToken ?? ''),
      decode: ({ token }) => (token ? { sessionToken: token } : null),
    },
    callbacks: {
      async signIn({ account, profile, user }) {
        if (account?.type !== 'oauth') return Boolean(user.id)
        return Boolean(await staffOfOidc(profile, request))
      },
      async jwt({ token, user, account, profile }) {
        if (!account) return token
        const isOidc = account.type === 'oauth'
        const staffId = isOidc ? await staffOfOidc(profile, request) : user.id
        if (!staffId) throw new Error('no staff member to start a session for')
        const provider = isOidc ? identityIn(profile) : undefined
        const sessionToken = await startSession(db, { ...request, staffId, provider })
        request.onStarted(staffId)
        return { sessionToken }
      },
      // Don't expose the session over HTTP.
      session: () => ({ expires: '' }),
      redirect: ({ url, baseUrl }) => {
        const path = url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url
        return baseUrl + (path.startsWith('/sign-in?') ? path : safePath(path))
      },
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sessionToken !== 'string') return
        // next-auth would only log the error and respond with success.
        await withDatabase(endSession(db, { token: token.sessionToken })).catch(request.onUnended)
      },
    },
  }
}

function passwordProvider({ ip, requestId, device }: AuthRequest) {
  return Credentials({
    id: 'password',
    credentials: { email: { type: 'email' }, password: { type: 'password' }, code: { type: 'text' } },
    async authorize(given) {
      const email = given?.email?.trim()
      if (!email || !given?.password) return null
      try {
        const { password, code } = given
        const signedIn = signIn(sharedDatabase().db, { email, password, code, ip, requestId, device })
        return (await withDatabase(signedIn)) ?? null
      } catch (error) {
        // next-auth sends an error's message to the browser, so let only our own messages through.
        if (error instanceof Refused) throw toldByCode.test(error.code) ? new Error(error.code) : error
        log.error({ err: error, requestId }, 'sign-in failed')
        throw new Error('unavailable')
      }
    },
  })
}

/** The sign-in form has its own text for these codes and asks for a second factor. */
const toldByCode = /^(second_factor|single_sign_on)/

const cookieOptions = () => ({ httpOnly: true, sameSite: 'lax' as const, path: '/', secure: isSecureSite() })

const errorIn = (detail: unknown) =>
  detail instanceof Error
    ? detail
    : detail && typeof detail === 'object' && 'error' in detail
      ? detail.error
      : undefined
