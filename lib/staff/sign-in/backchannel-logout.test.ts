import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { unique } from '@/db/factories'
import { entriesAbout } from '@/db/queries/staff/audit'
import { makeSession, makeStaff } from '@/db/staff-factories'
import { inRollback } from '@/db/testing'
import { startOidcProvider } from '@/lib/staff/testing/oidc-provider'
import { withSettings } from '@/lib/testing/with-settings'
import { contextForSession } from './context-for-session'
import { endSessionsByProvider } from './end-sessions-by-provider'
import { mayRenewWithProvider } from './renew-with-provider'
import { signInWithOidc } from './sign-in-with-oidc'
import { startSession } from './start-session'

let provider: Awaited<ReturnType<typeof startOidcProvider>>
/** The logout tokens that the provider has sent to the client. */
const heard: string[] = []
const client = createServer(async (request, response) => {
  heard.push(new URLSearchParams(await text(request)).get('logout_token') ?? '')
  response.writeHead(200).end()
})
let url = ''

beforeAll(async () => {
  provider = await startOidcProvider()
  await new Promise<void>((resolve) => client.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(client.address() as AddressInfo).port}`
  provider.serves(url)
})
afterAll(() => {
  provider.end()
  client.close()
})

const isAlive = async (db: Db, token: string) =>
  (await contextForSession(db, { token, requestId: 'test' })) !== undefined
const told = (db: Db, token: string) => endSessionsByProvider(db, { token, ip: '192.0.2.1', requestId: 'test' })
const configured = <Result>(work: () => Promise<Result>) => withSettings(provider.variables, work)

/** A person who can sign in through the real provider. */
async function signedInThere(db: Db) {
  const { id: staffId, email } = await makeStaff(db, { role: 'admin' })
  provider.knows({ email })
  const begin = async () => {
    const claims = await provider.signsIn(url)
    const { issuer } = provider
    const identity = { issuer, subject: String(claims.sub), email: String(claims.email), isEmailVerified: true }
    expect(await signInWithOidc(db, { ...identity, requestId: 'test' })).toEqual({ id: staffId })
    const from = { previousToken: undefined, ip: undefined, userAgent: undefined, requestId: 'test' }
    const session = { issuer, subject: String(claims.sub), sid: String(claims.sid) }
    return { claims, token: await startSession(db, { ...from, staffId, provider: session }) }
  }
  return { staffId, begin }
}

describe('back-channel logout', () => {
  it('ends only the session it names, works once, and is audited', () =>
    inRollback((db) =>
      configured(async () => {
        const { staffId, begin } = await signedInThere(db)
        const [one, other] = [await begin(), await begin()]
        const withPassword = await makeSession(db, { staffId })
        await provider.logsOut(one.claims)
        const token = heard.at(-1) ?? ''
        expect(await told(db, token)).toEqual({ sessionsEnded: 1 })
        expect([await isAlive(db, one.token), await isAlive(db, other.token)]).toEqual([false, true])
        expect(await isAlive(db, withPassword)).toBe(true)
        const entries = await entriesAbout(db, { subjectKind: 'staff', subjectId: staffId })
        expect(entries.find(({ action }) => action === 'session.end_by_provider')).toMatchObject({
          actorName: 'Single sign-on',
          after: { sessionsEnded: 1 },
        })
        await expect(told(db, token)).rejects.toMatchObject({ message: 'This logout token was used before.' })
      }),
    ))

  it('ends all sessions from the provider when the token names only the person', () =>
    inRollback((db) =>
      configured(async () => {
        const { begin } = await signedInThere(db)
        const [one, other] = [await begin(), await begin()]
        const token = await provider.signs({ sub: String(one.claims.sub), jti: unique('jti'), iat: now() })
        expect(await told(db, token)).toEqual({ sessionsEnded: 2 })
        expect([await isAlive(db, one.token), await isAlive(db, other.token)]).toEqual([false, false])
      }),
    ))

  const good = () => ({ sub: 'someone', jti: unique('jti'), iat: now() })
  it.each<[string, () => Promise<string>]>([
    ['is none', async () => 'not a token'],
    ['names another client', () => provider.signs({ ...good(), aud: 'another' })],
    ['names another provider', () => provider.signs({ ...good(), iss: 'https://evil.example.com' })],
    ['is an hour old', () => provider.signs({ ...good(), iat: now() - 3_600 })],
    ['is of tomorrow', () => provider.signs({ ...good(), iat: now() + 86_400 })],
    ['has no time', () => provider.signs(without(good(), 'iat'))],
    ['has no ID', () => provider.signs(without(good(), 'jti'))],
    ['names no one', () => provider.signs(without(good(), 'sub'))],
    ['tells of another event', () => provider.signs({ ...good(), events: { 'https://example.com/other': {} } })],
    ['is an ID token', () => provider.signs({ ...good(), nonce: 'n' })],
    ['is an access token', () => provider.signs(good(), 'at+jwt')],
    ['is signed with another key', () => signedByAnother(good())],
  ])('rejects a token that %s', (_, make) =>
    inRollback((db) =>
      configured(async () => {
        await expect(told(db, await make())).rejects.toMatchObject({ reason: 'invalid' })
      }),
    ),
  )

  it('is rejected without single sign-on, and unavailable when the provider’s keys can’t be read', () =>
    inRollback(async (db) => {
      await expect(told(db, await provider.signs(good()))).rejects.toMatchObject({ reason: 'invalid' })
      const AUTH_OIDC_ISSUER = 'http://127.0.0.1:9'
      await withSettings({ ...provider.variables, AUTH_OIDC_ISSUER }, async () => {
        const token = await provider.signs({ ...good(), iss: AUTH_OIDC_ISSUER })
        await expect(told(db, token)).rejects.toMatchObject({ reason: 'unavailable' })
      })
    }))
})

describe('a single sign-on session', () => {
  it('can be renewed with the provider when it ends by age, unlike an idle session or a password session', () =>
    inRollback((db) =>
      configured(async () => {
        const { begin, staffId } = await signedInThere(db)
        const { token } = await begin()
        const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000)
        expect(await mayRenewWithProvider(db, { token })).toBe(false)
        expect(await contextForSession(db, { token, requestId: 'test', now: inHours(7.9) })).toBeDefined()
        expect(await contextForSession(db, { token, requestId: 'test', now: inHours(8.1) })).toBeUndefined()
        expect(await mayRenewWithProvider(db, { token, now: inHours(8.1) })).toBe(true)
        expect(await mayRenewWithProvider(db, { token, now: inHours(21) }), 'after a night of rest').toBe(false)
        const withPassword = await makeSession(db, { staffId })
        expect(await mayRenewWithProvider(db, { token: withPassword, now: inHours(8.1) })).toBe(false)
      }),
    ))
})

const now = () => Math.floor(Date.now() / 1_000)

const without = (claims: JWTPayload, name: string) =>
  Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name))

async function signedByAnother(claims: JWTPayload) {
  const { privateKey } = await generateKeyPair('RS256')
  const events = { 'http://schemas.openid.net/event/backchannel-logout': {} }
  return new SignJWT({ events, iss: provider.issuer, aud: provider.variables.AUTH_OIDC_ID, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'k', typ: 'logout+jwt' })
    .sign(privateKey)
}
