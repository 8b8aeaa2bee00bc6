import { eq } from 'drizzle-orm'
import { makeApiKey, unique } from '@/db/factories'
import { notifications } from '@/db/schema/notifications'
import { testCauses } from './testing-causes'

testCauses('whether the platform called', [
  {
    cause: 'no_message',
    staged: 'registered, no message',
    stage: async ({ register, message }) => {
      await message({ user: { id: 'somebody-else' } })
      await register()
    },
    says: /No notification for this customer.*Platform’s last accepted call/,
    who: 'platform_team',
    act: 'send_test',
  },
  {
    cause: 'no_message',
    staged: 'a message for an ID with a letter more',
    stage: async ({ register, message, userId }) => {
      await register()
      await message({ user: { id: `${userId}x` } })
    },
    says: /similar ID, maria-.*x.*Notification for a similar ID/,
    who: 'platform_team',
    act: 'look_elsewhere',
  },
  {
    cause: 'no_message',
    staged: 'another customer with a similar ID has a device',
    stage: async ({ register, message, userId }) => {
      await register()
      await register({ user: { id: `${userId}x` } })
      await message({ user: { id: `${userId}x` } })
    },
    says: /since the device registered\. /,
    who: 'platform_team',
    act: 'send_test',
  },
  {
    cause: 'message_elsewhere',
    staged: 'refused with a sandbox key',
    stage: async ({ register, message, sandbox }) => {
      await register()
      await message({ conversationId: 7 }, sandbox.sk)
    },
    says: /device is in production.*key of sandbox, and Pushdesk refused it with 400.*the-request-id/,
    who: 'platform_team',
  },
  {
    cause: 'message_elsewhere',
    staged: 'an old receipt here, and a newer message with a sandbox key',
    stage: async ({ delivered, message, sandbox }) => {
      await delivered({ state: 'accepted', receivedAt: new Date() })
      await message({ id: 'the-message-id' }, sandbox.sk)
    },
    says: /device is in production.*the-message-id.*Request ID.*the-request-id.*Latest notification in production/,
    who: 'platform_team',
  },
  {
    cause: 'message_elsewhere',
    staged: 'a device in sandbox too, and a message with its key',
    stage: async ({ register, message, sandbox }) => {
      await register()
      await register({}, { key: sandbox.pk })
      await message({}, sandbox.sk)
    },
    says: /device is in production.*key of sandbox/,
    who: 'platform_team',
  },
  {
    cause: 'received',
    staged: 'a message that was sent with both keys',
    stage: async ({ delivered, message, sandbox, db }) => {
      const { notificationId } = await delivered({ state: 'accepted', receivedAt: new Date() })
      await db.update(notifications).set({ externalId: 'the-message-id' }).where(eq(notifications.id, notificationId))
      await message({ id: 'the-message-id' }, sandbox.sk)
    },
    says: /received/,
    who: 'nobody',
  },
  {
    cause: 'message_refused',
    staged: 'refused here, after a message with a sandbox key',
    stage: async ({ register, message, sandbox }) => {
      await register()
      await message({}, sandbox.sk)
      await message({ conversationId: 7 })
    },
    says: /refused the last call with 400.*the-request-id/,
    who: 'platform_team',
  },
  {
    cause: 'message_refused',
    staged: 'a field is wrong',
    stage: async ({ register, message }) => {
      await register()
      await message({ conversationId: 7 })
    },
    says: /refused the last call with 400.*conversationId.*the-request-id/,
    who: 'platform_team',
  },
  {
    cause: 'message_refused',
    staged: 'an ID used twice',
    stage: async ({ register, message }) => {
      await register()
      const id = unique('message')
      await message({ id, user: { id: 'somebody-else' } })
      await message({ id })
    },
    says: /refused the last call with 409/,
    who: 'platform_team',
  },
  {
    cause: 'message_refused',
    staged: 'a body that is too long',
    stage: async ({ register, message }) => {
      await register()
      await message({ body: 'x'.repeat(70_000) })
    },
    says: /refused the last call with 413.*the-request-id/,
    who: 'platform_team',
  },
  {
    cause: 'message_refused',
    staged: 'over the key’s rate',
    stage: async ({ register, refuses }) => {
      await register()
      await refuses({ call: 'POST /api/v1/messages', status: 429, code: 'rate_limited' })
    },
    says: /refused the last call with 429 \(rate_limited\)/,
    who: 'platform_team',
  },
  {
    cause: 'message_refused',
    staged: 'a key that was revoked',
    stage: async ({ register, message, db, environmentId }) => {
      await register()
      const revoked = { revokedAt: new Date(Date.now() - 60_000) }
      const { key } = await makeApiKey(db, { environmentId, kind: 'secret', ...revoked })
      await message({}, key)
    },
    says: /401 \(key_invalid\).*secret key ending in .{4} was revoked at/,
    who: 'integration_manager',
    act: 'open_api_keys',
  },
  {
    cause: 'payload_too_large',
    staged: 'a payload that Pushdesk refuses',
    stage: async ({ register, call, production, userId }) => {
      await register()
      const payload = { aps: { alert: 'x'.repeat(5_000) } }
      await call('post', '/api/v1/push', { to: { user: { id: userId } }, payload }, { key: production.sk })
    },
    says: /bytes.*the-request-id/,
    who: 'platform_team',
  },
  {
    cause: 'no_message',
    staged: 'a test by staff that the phone received, and nothing else',
    stage: async ({ tested }) => void (await tested()),
    says: /A test by staff was received.*Latest test by staff/,
    who: 'platform_team',
    act: 'send_test',
  },
  {
    cause: 'no_message',
    staged: 'a test by staff that no phone has confirmed, and nothing else',
    stage: async ({ tested }) => void (await tested({ receivedAt: null })),
    says: /A test by staff was accepted/,
    who: 'platform_team',
    act: 'send_test',
  },
  {
    cause: 'message_refused',
    staged: 'a field is wrong, and a test by staff after it',
    stage: async ({ register, message, tested }) => {
      const { id, deviceToken } = await register()
      await message({ conversationId: 7 })
      await tested({}, { id, deviceToken })
    },
    says: /refused the last call with 400.*Latest test by staff.*received/,
    who: 'platform_team',
  },
  {
    cause: 'message_rejected',
    staged: 'APNs rejected the message for itself, and a test by staff came through since',
    stage: async ({ ends, tested }) => {
      const { deviceId: id, deviceToken } = await ends('BadCollapseId', 400)
      await tested({}, { id, deviceToken })
    },
    says: /BadCollapseId/,
    who: 'platform_team',
    act: 'open_delivery',
  },
  {
    cause: 'received',
    staged: 'a test by staff reached a device that was dead before',
    stage: async ({ ends, tested }) => {
      const { deviceId: id, deviceToken } = await ends('Unregistered', 410)
      await tested({}, { id, deviceToken })
    },
    says: /The phone received the latest test/,
    who: 'nobody',
  },
  {
    cause: 'message_expired_on_arrival',
    staged: 'expiresAt in the past',
    stage: async ({ register, message }) => {
      await register()
      await message({ expiresAt: new Date(Date.now() - 4_000).toISOString() })
    },
    says: /after its own expiry/,
    who: 'platform_team',
  },
])
