import { createHmac } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { deviceTokenHex, makeApiKey, unique } from '@/db/factories'
import { environments } from '@/db/schema/companies'
import { devices } from '@/db/schema/customers'
import { refusedCalls } from '@/db/schema/refused-calls'
import { disableDevice } from '@/lib/devices/disable-device'
import { removeDevice } from '@/lib/devices/remove-device'
import { on, savePrompt } from '@/lib/testing/prompt-workspace'
import { type Staged, testCauses } from './testing-causes'
import { identitySecretOf, type Stage } from './testing-stage'

const prompts = ({ staff, app }: Stage, content: Parameters<typeof on>[0]) =>
  savePrompt(staff.admin, {
    appId: app.id,
    environmentName: 'production',
    content: on(content),
    comment: 'Test',
    typed: app.slug,
  })

const refused = ({ db, userId, environmentId }: Stage, given: Partial<typeof refusedCalls.$inferInsert>) =>
  db.insert(refusedCalls).values({
    ...{ environmentId, customer: userId, namedAs: 'user', call: 'PUT /api/v1/devices', status: 400, code: 'invalid' },
    ...{ field: '', detail: 'Why.', requestId: 'the-request-id', lastAt: new Date(), ...given },
  })

const wantsIdentity = ({ db, environmentId }: Pick<Stage, 'db' | 'environmentId'>) =>
  db
    .update(environments)
    .set({ requiresIdentity: true, identitySecret: identitySecretOf(environmentId) })
    .where(eq(environments.id, environmentId))

/** A User-Token signed with the environment’s secret, as the company’s server would. `exp` is in seconds from now. */
function userToken({ userId }: Stage, { exp = 600, ...claims }: { exp?: number; sub?: string; iss?: string }) {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const payload = { sub: userId, ...claims, exp: Math.floor(Date.now() / 1_000) + exp }
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(payload)}`
  return `${text}.${createHmac('sha256', 'the secret').update(text).digest('base64url')}`
}

testCauses('whether the app registered', [
  {
    cause: 'allowed_not_registered',
    staged: 'events: displayed, accepted, system_authorized',
    stage: async ({ events }) => void (await events('displayed', 'accepted', 'system_authorized')),
    says: /the app never registered.*Allowed in iOS/,
    who: 'app_developers',
  },
  {
    cause: 'never_registered',
    staged: 'the app is open, and no more',
    stage: async (stage) => {
      await prompts(stage, {})
      const { call, userId } = stage
      await call('put', '/api/v1/presence', { user: { id: userId }, app: 'active', chat: 'disconnected' })
    },
    says: /No device was ever registered/,
    who: 'customer',
  },
  {
    cause: 'registration_unauthorized',
    staged: 'a User-Token with a wrong signature',
    stage: async (stage) => {
      await wantsIdentity(stage)
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
      await wantsIdentity(stage)
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
        await wantsIdentity(stage)
        const { db, environmentId } = stage
        if ('iss' in claims)
          await db.update(environments).set({ identityIssuer: 'https://us' }).where(eq(environments.id, environmentId))
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
      await wantsIdentity(stage)
      const presence = { user: { id: stage.userId }, app: 'active', chat: 'disconnected' }
      await stage.call('put', '/api/v1/presence', presence)
    },
    says: /tried to report that it’s open/,
    who: 'app_developers',
  },
  {
    cause: 'registration_invalid',
    staged: 'a device, and a malformed token after it',
    stage: async ({ register }) => {
      await register()
      await register({ deviceToken: 'no token' })
    },
    says: /The app tried to register again since, and Pushdesk refused it with 400: deviceToken/,
    who: 'app_developers',
  },
  {
    cause: 'registration_invalid',
    staged: 'a malformed device token',
    stage: async ({ register }) => void (await register({ deviceToken: 'no token' })),
    says: /deviceToken.*the-request-id/,
    who: 'app_developers',
  },
  {
    cause: 'registration_wrong_key',
    staged: 'refused in sandbox, with a key of sandbox',
    stage: async (stage) => {
      await stage.asks()
      await stage.register({ permission: 'yes' }, { key: stage.sandbox.pk })
    },
    says: /register in sandbox.*the-request-id/,
    who: 'app_developers',
  },
  {
    cause: 'registration_wrong_key',
    staged: 'refused in sandbox, for a customer who is known here',
    stage: async ({ call, register, userId, sandbox }) => {
      await call('put', '/api/v1/presence', { user: { id: userId }, app: 'active', chat: 'disconnected' })
      await register({ permission: 'yes' }, { key: sandbox.pk })
    },
    says: /register in sandbox.*the-request-id/,
    who: 'app_developers',
  },
  {
    cause: 'registration_rate_limited',
    staged: 'over the key’s rate',
    stage: async (stage) => void (await refused(stage, { status: 429, code: 'rate_limited' })),
    says: /429 rate_limited/,
    who: 'app_developers',
  },
  {
    cause: 'registration_invalid',
    staged: 'a dead device that the app can’t bring back',
    stage: async (stage) => {
      const { id } = await stage.register()
      const statusSince = new Date(Date.now() - 60_000)
      await stage.db
        .update(devices)
        .set({ status: 'disabled', statusReason: 'unregistered', statusSince })
        .where(eq(devices.id, id))
      await stage.register({ permission: 'yes' })
    },
    says: /permission.*the-request-id/,
    who: 'app_developers',
  },
  {
    cause: 'registration_unauthorized',
    staged: 'a device whose app is refused since',
    stage: async (stage) => {
      await wantsIdentity(stage)
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
      await wantsIdentity(stage)
      await stage.register()
      return { customer: stage.userId.toUpperCase() }
    },
    says: /Send a User-Token.*Named as.*maria/,
    who: 'app_developers',
  },
  {
    cause: 'registration_ignored',
    staged: 'an anonymous registration of the device of someone who signed in',
    stage: async (stage) => {
      await wantsIdentity(stage)
      const { deviceToken } = await stage.register({}, { key: stage.production.sk })
      const anonymousId = unique('anonymous')
      await stage.register({ deviceToken, user: { anonymousId } })
      return { customer: anonymousId }
    },
    says: /ignored it.*belongs to a customer who signed in.*the-request-id/,
    who: 'customer',
  },
  {
    cause: 'device_moved',
    staged: 'another customer registers the address',
    stage: async ({ register }) => {
      const { deviceToken } = await register()
      await register({ deviceToken, user: { id: 'another-customer' } })
    },
    says: /moved to them.*another-customer/,
    who: 'customer',
  },
  {
    cause: 'device_moved',
    staged: 'another customer registers the address, and the app evaluates as authorized since',
    stage: async ({ register, asks }) => {
      const { deviceToken } = await register()
      await register({ deviceToken, user: { id: 'another-customer' } })
      await asks({ permission: 'authorized' })
    },
    says: /moved to them.*another-customer/,
    who: 'customer',
  },
  {
    cause: 'push_turned_off',
    staged: 'the app deregisters',
    stage: async ({ register, call, userId }) => {
      const { deviceToken } = await register()
      await call('delete', '/api/v1/devices', { deviceToken, user: { id: userId } })
    },
    says: /turned push off/,
    who: 'customer',
    act: 'open_device',
  },
  {
    cause: 'disabled_by_staff',
    staged: 'disabled on its page',
    stage: async ({ register, staff, environmentId }) => {
      const { id: deviceId } = await register()
      await disableDevice(staff.support, { environmentId, deviceId, comment: 'ticket 4711' })
    },
    says: /disabled it: “.*ticket 4711/,
    who: 'support',
    act: 'enable_device',
  },
  {
    cause: 'removed_by_staff',
    staged: 'removed on its page',
    stage: async ({ register, staff, environmentId }) => {
      const { id: deviceId } = await register()
      await removeDevice(staff.support, { environmentId, deviceId, confirmation: 'remove' })
    },
    says: /removed the device.*Removed/,
    who: 'customer',
  },
  {
    cause: 'removed_by_staff',
    staged: 'removed on its page, and the app evaluates as authorized since',
    stage: async ({ register, staff, environmentId, asks }) => {
      const { id: deviceId } = await register()
      await removeDevice(staff.support, { environmentId, deviceId, confirmation: 'remove' })
      await asks({ permission: 'authorized' })
    },
    says: /removed the device.*Removed/,
    who: 'customer',
  },
  {
    cause: 'removed_by_staff',
    staged: 'the same, for a message that had gone to it, while another device moved',
    stage: async ({ delivered, register, staff, environmentId }) => {
      const { deviceId, notificationId } = await delivered({ state: 'suppressed', reason: 'device_disabled' })
      await removeDevice(staff.support, { environmentId, deviceId, confirmation: 'remove' })
      const { deviceToken } = await register()
      await register({ deviceToken, user: { id: 'another-customer' } })
      return { notificationId }
    },
    says: /removed the device.*Removed/,
    who: 'customer',
  },
  {
    cause: 'device_moved',
    staged: 'for a message that had gone to the device',
    stage: async ({ delivered, register }) => {
      const { deviceToken, notificationId } = await delivered({ state: 'suppressed', reason: 'device_disabled' })
      await register({ deviceToken, user: { id: 'another-customer' } })
      return { notificationId }
    },
    says: /now belongs to another customer.*another-customer/,
    who: 'customer',
  },
  {
    cause: 'device_gone',
    staged: 'a device that is no longer there',
    stage: async ({ delivered, db }) => {
      const { deviceId } = await delivered()
      await db.delete(devices).where(eq(devices.id, deviceId))
    },
    says: /no longer registered/,
    who: 'customer',
  },
  {
    cause: 'permission_denied',
    staged: 'a device that says denied',
    stage: async ({ register }) => void (await register({ permission: 'denied' })),
    says: /denied notifications/,
    who: 'customer',
  },
  {
    cause: 'permission_not_determined',
    staged: 'a device that iOS hasn’t asked',
    stage: async ({ register }) => void (await register({ permission: 'notDetermined' })),
    says: /iOS hasn’t asked/,
    who: 'customer',
  },
  {
    cause: 'permission_not_determined',
    staged: 'the same, for a message that APNs accepted',
    stage: async ({ delivered }) => {
      const { notificationId } = await delivered({ state: 'accepted' }, undefined, { permission: 'notDetermined' })
      return { notificationId }
    },
    says: /iOS hasn’t asked/,
    who: 'customer',
  },
  {
    cause: 'permission_provisional',
    staged: 'a provisional device',
    stage: async ({ delivered }) =>
      void (await delivered({ state: 'accepted' }, undefined, { permission: 'provisional' })),
    says: /Notification Center/,
    who: 'customer',
  },
  {
    cause: 'registered_later',
    staged: 'a message before the first device',
    stage: async ({ message, register }) => {
      const { body } = await message()
      await register({ deviceToken: deviceTokenHex() })
      return { notificationId: body.notification.id }
    },
    says: /registered later/,
    who: 'nobody',
  },
])
