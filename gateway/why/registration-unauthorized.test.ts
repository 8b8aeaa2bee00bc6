import { createHmac } from 'node:crypto'
import { makeApiKey } from '@/db/factories'
import { type Staged, testCauses } from './testing-causes'
import type { Stage } from './testing-stage'

/** A User-Token signed with the environment’s secret, as the company’s server would. `exp` is in seconds from now. */
function userToken({ userId }: Stage, { exp = 600, ...claims }: { exp?: number; sub?: string; iss?: string }) {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const payload = { sub: userId, ...claims, exp: Math.floor(Date.now() / 1_000) + exp }
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(payload)}`
  return `${text}.${createHmac('sha256', 'the secret').update(text).digest('base64url')}`
}

testCauses('whether the app registered', [
  {
    cause: 'registration_unauthorized',
    staged: 'a User-Token with a wrong signature',
    stage: async (stage) => {
      await stage.requiresIdentity()
      await stage.register({}, { token: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl' })
    },
    says: /isn’t signed with this environment’s secret.*the-request-id/,
    who: 'integration_manager',
    act: 'open_identity',
  },
  {
    cause: 'registration_unauthorized',
    staged: 'no User-Token',
    stage: async (stage) => {
      await stage.requiresIdentity()
      await stage.register()
    },
    says: /Send a User-Token.*401 identity_token_invalid/,
    who: 'app_developers',
  },
  ...(
    [
      ['of another customer', { sub: 'someone-else' }, /names another user\.id/, 'app_developers'],
      ['that has expired', { exp: -600 }, /has expired/, 'app_developers'],
      ['without a sub', { sub: undefined }, /no sub claim/, 'company'],
      ['of another issuer', { iss: 'https://else' }, /names another iss/, 'integration_manager', 'open_identity'],
    ] as const
  ).map(
    ([which, claims, says, who, act]): Staged => ({
      cause: 'registration_unauthorized',
      staged: `a User-Token ${which}`,
      stage: async (stage) => {
        await stage.requiresIdentity()
        if ('iss' in claims) await stage.changeEnvironment({ identityIssuer: 'https://us' })
        await stage.register({}, { token: userToken(stage, claims) })
      },
      says,
      who,
      act,
    }),
  ),
  ...(
    [
      ['revoked', { revokedAt: new Date(Date.now() - 60_000) }],
      ['expired', { expiresAt: new Date(Date.now() - 60_000) }],
    ] as const
  ).map(
    ([end, given]): Staged => ({
      cause: 'registration_unauthorized',
      staged: `a key that is ${end}`,
      stage: async (stage) => {
        const { db, environmentId } = stage
        const { key } = await makeApiKey(db, { environmentId, kind: 'publishable', ...given })
        await stage.register({}, { key })
      },
      says: new RegExp(`publishable key ending in .{4} (?:was )?${end} at`),
      who: 'integration_manager',
      act: 'open_api_keys',
    }),
  ),
  {
    cause: 'registration_unauthorized',
    staged: 'a revoked key that asked for the prompt, and no more',
    stage: async ({ db, environmentId, call, userId }) => {
      const revoked = { revokedAt: new Date(Date.now() - 60_000) }
      const { key } = await makeApiKey(db, { environmentId, kind: 'publishable', ...revoked })
      const context = { targetingKey: userId }
      await call('post', '/ofrep/v1/evaluate/flags/push-permission-prompt', { context }, { key })
    },
    says: /tried to ask for the prompt.*ending in/,
    who: 'integration_manager',
    act: 'open_api_keys',
  },
  {
    cause: 'registration_unauthorized',
    staged: 'presence without a User-Token, and no registration',
    stage: async (stage) => {
      await stage.requiresIdentity()
      await stage.opens('app')
    },
    says: /tried to report that it’s open/,
    who: 'app_developers',
  },
  {
    cause: 'registration_unauthorized',
    staged: 'a device whose app is refused since',
    stage: async (stage) => {
      await stage.requiresIdentity()
      await stage.register({}, { key: stage.production.sk })
      await stage.register({}, { token: 'no token' })
    },
    says: /refused it.*isn’t a JWT.*the-request-id/,
    who: 'app_developers',
  },
  {
    cause: 'registration_unauthorized',
    staged: 'a refused registration, asked for in another case',
    stage: async (stage) => {
      await stage.requiresIdentity()
      await stage.register()
      return { customer: stage.userId.toUpperCase() }
    },
    says: /Send a User-Token.*Named as.*maria/,
    who: 'app_developers',
  },
])
