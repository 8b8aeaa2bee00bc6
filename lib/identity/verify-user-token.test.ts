import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { makeApp, makeEnvironment } from '@/db/factories'
import { inRollback } from '@/db/testing'
import type { MachineContext } from '@/lib/context'
import { encrypt } from '@/lib/secrets'
import { withKey } from '@/lib/testing/contexts'
import { checkIdentity } from './verify-user-token'

const secret = 'an identity secret of this environment'
const inMinutes = (minutes: number) => Math.floor(Date.now() / 1000) + minutes * 60
const signed = (claims: Record<string, unknown>, by = secret, alg = 'HS256', typ?: string) =>
  new SignJWT({ exp: inMinutes(10), ...claims })
    .setProtectedHeader({ alg, ...(typ && { typ }) })
    .sign(new TextEncoder().encode(by))

async function contexts(db: MachineContext['db'], isRequired = true, more: Parameters<typeof makeEnvironment>[1] = {}) {
  const { id: appId } = await makeApp(db)
  const id = crypto.randomUUID()
  const environment = await makeEnvironment(db, {
    id,
    appId,
    requiresIdentity: isRequired,
    identitySecret: encrypt(secret, `environments.identity_secret:${id}`),
    ...more,
  })
  return (userToken?: string, kind: 'publishable' | 'secret' = 'publishable') =>
    withKey(db, { environmentId: environment.id, kind, userToken })
}

const user = { id: 'ada' }

describe('checkIdentity', () => {
  it('accepts a token of the same customer', () =>
    inRollback(async (db) => {
      const at = await contexts(db)
      await checkIdentity(await at(await signed({ sub: 'ada' })), user)
      const soon = Math.floor(Date.now() / 1000) + 60
      await checkIdentity(await at(await signed({ sub: 'ada', exp: soon })), user)
    }))

  it('requires no token for secret keys, anonymous customers, or environments without verification', () =>
    inRollback(async (db) => {
      const at = await contexts(db)
      await checkIdentity(await at(undefined, 'secret'), user)
      await checkIdentity(await at(), { anonymousId: 'a' })
      await checkIdentity(await (await contexts(db, false))(), user)
    }))

  it.each([
    ['no token', async () => undefined],
    ['another customer’s', () => signed({ sub: 'bob' })],
    ['one without a customer', () => signed({})],
    ['another secret’s', () => signed({ sub: 'ada' }, 'another secret altogether, long enough')],
    ['an expired token', () => signed({ sub: 'ada', exp: Math.floor(Date.now() / 1000) - 120 })],
    ['a token that isn’t valid yet', () => signed({ sub: 'ada', nbf: Math.floor(Date.now() / 1000) + 120 })],
    ['another algorithm', () => signed({ sub: 'ada' }, secret.repeat(2), 'HS512')],
    ['no signature', async () => `${btoa('{"alg":"none"}')}.${btoa('{"sub":"ada"}')}.`],
    ['a string that isn’t a token', async () => 'ada'],
    [
      'a key that isn’t in the JWKS',
      async () => {
        const { privateKey, publicKey } = await generateKeyPair('ES256')
        const jwk = await exportJWK(publicKey)
        return new SignJWT({ sub: 'ada' }).setProtectedHeader({ alg: 'ES256', jwk }).sign(privateKey)
      },
    ],
  ])('rejects %s', (_, token) =>
    inRollback(async (db) => {
      const at = await contexts(db)
      await expect(checkIdentity(await at(await token()), user)).rejects.toMatchObject({
        reason: 'signed-out',
        code: 'identity_token_invalid',
      })
    }),
  )

  const now = () => Math.floor(Date.now() / 1000)
  it.each([
    ['a numeric sub', () => signed({ sub: 4711 }), /sub claim is a number/],
    ['a list as sub', () => signed({ sub: ['ada'] }), /sub claim is a list/],
    ['no sub', () => signed({}), /no sub claim/],
    ['another sub', () => signed({ sub: 'bob' }), /names another user\.id/],
    ['nbf a minute ahead', () => signed({ sub: 'ada', nbf: now() + 90 }), /isn’t valid yet: nbf/],
    ['nbf as text', () => signed({ sub: 'ada', nbf: '2026-01-31' }), /nbf claim that can’t be read/],
    ['exp as text', () => signed({ sub: 'ada', exp: 'tomorrow' }), /exp claim that can’t be read/],
    ['exp in the past', () => signed({ sub: 'ada', exp: now() - 120 }), /has expired \(exp\)/],
    ['another secret', () => signed({ sub: 'ada' }, 'another secret altogether, long enough'), /isn’t signed with/],
    ['another algorithm', () => signed({ sub: 'ada' }, secret.repeat(2), 'HS512'), /algorithm that isn’t allowed/],
    ['a string that isn’t a token', async () => 'ada', /isn’t a JWT/],
    ['no exp', () => signed({ sub: 'ada', exp: undefined }), /has no exp claim/],
    ['an exp in two days', () => signed({ sub: 'ada', exp: inMinutes(2_880) }), /lives longer than 1,440 minutes/],
    ['an exp in the year 9999', () => signed({ sub: 'ada', exp: 253_402_300_799 }), /lives longer/],
    ['an iat two days ago', () => signed({ sub: 'ada', iat: inMinutes(-2_880) }), /lives longer/],
    [
      'an iat in the future and a late exp',
      () => signed({ sub: 'ada', iat: inMinutes(2_000), exp: inMinutes(2_880) }),
      /./,
    ],
    ['the typ of an access token', () => signed({ sub: 'ada' }, secret, 'HS256', 'at+jwt'), /a typ other than/],
  ])('says what is wrong with a token with %s', (_, token, message) =>
    inRollback(async (db) => {
      const at = await contexts(db)
      await expect(checkIdentity(await at(await token()), user)).rejects.toMatchObject({
        message: expect.stringMatching(message),
      })
    }),
  )

  const settings = { identityIssuer: 'https://bank.example', identityAudience: 'pushdesk', identityMinutesMax: 5 }
  const right = { sub: 'ada', iss: 'https://bank.example', aud: 'pushdesk', exp: inMinutes(4) }
  it.each([
    ['right', {}, undefined],
    ['of several audiences', { aud: ['other', 'pushdesk'] }, undefined],
    ['of no issuer', { iss: undefined }, /has no iss claim/],
    ['of another issuer', { iss: 'https://evil.example' }, /another iss/],
    ['for no one', { aud: undefined }, /has no aud claim/],
    ['for others', { aud: ['other'] }, /another aud/],
    ['of a longer life', { exp: inMinutes(30) }, /lives longer than 5 minutes/],
  ])('checks a token %s against its environment’s settings', (_, claims, message) =>
    inRollback(async (db) => {
      const at = await contexts(db, true, settings)
      const checked = checkIdentity(await at(await signed({ ...right, ...claims }, secret, 'HS256', 'JWT')), user)
      if (message) await expect(checked).rejects.toMatchObject({ message: expect.stringMatching(message) })
      else await checked
    }),
  )

  it('rejects a token of the secret when a JWKS URL is set', () =>
    inRollback(async (db) => {
      const at = await contexts(db, true, { identityJwksUrl: 'https://bank.example/jwks.json' })
      await expect(checkIdentity(await at(await signed({ sub: 'ada' })), user)).rejects.toMatchObject({
        message: expect.stringMatching(/algorithm that isn’t allowed/),
      })
    }))
})
