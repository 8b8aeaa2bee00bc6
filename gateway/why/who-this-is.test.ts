import { unique } from '@/db/factories'
import { testCauses } from './testing-causes'

testCauses('who this is', [
  {
    cause: 'customer_unknown',
    staged: 'an ID that no one ever used',
    stage: async () => ({ customer: unique('nobody') }),
    says: /No customer has this ID in production/,
    who: 'support',
  },
  {
    cause: 'customer_unknown',
    staged: 'one letter off',
    stage: async ({ register, userId }) => {
      await register()
      return { customer: `${userId.slice(0, 2)}${userId.slice(3)}` }
    },
    says: /Similar ID.*maria.*1 device/,
    who: 'support',
    act: 'look_elsewhere',
  },
  {
    cause: 'customer_unknown',
    staged: 'a space for a hyphen',
    stage: async ({ register, userId }) => {
      await register()
      return { customer: userId.replace('-', ' ') }
    },
    says: /Similar ID.*maria/,
    who: 'support',
    act: 'look_elsewhere',
  },
  {
    cause: 'customer_elsewhere',
    staged: 'known in production, asked for in sandbox',
    stage: async ({ register }) => {
      await register()
      return { place: 'sandbox' }
    },
    says: /known in production, with 1 device/,
    who: 'support',
    act: 'look_elsewhere',
  },
  {
    cause: 'customer_elsewhere',
    staged: 'known in production as an anonymous ID',
    stage: async ({ register, userId }) => {
      await register({ user: { anonymousId: userId } })
      return { place: 'sandbox' }
    },
    says: /Anonymous ID known in production/,
    who: 'support',
    act: 'look_elsewhere',
  },
  {
    cause: 'message_elsewhere',
    staged: 'a message with a sandbox key, asked for in sandbox',
    stage: async ({ register, message, sandbox }) => {
      await register()
      await message({ id: 'the-message-id' }, sandbox.sk)
      return { place: 'sandbox' }
    },
    says: /device is in production.*the-message-id.*Request ID.*the-request-id/,
    who: 'platform_team',
    act: 'look_elsewhere',
  },
  {
    cause: 'message_elsewhere',
    staged: 'a message with a sandbox key, asked for in production',
    stage: async ({ register, message, sandbox }) => {
      await register()
      await message({}, sandbox.sk)
    },
    says: /device is in production.*key of sandbox/,
    who: 'platform_team',
  },
  {
    cause: 'customer_named_only',
    staged: 'a message to a mistyped ID',
    stage: async ({ register, message, userId }) => {
      await register()
      await message({ user: { id: `${userId}x` } })
      return { customer: `${userId}x` }
    },
    says: /Only a notification named this ID.*Similar ID/,
    who: 'platform_team',
    act: 'look_elsewhere',
  },
  {
    cause: 'customer_named_only',
    staged: 'a message to an ID that is like no other, where the prompt is off',
    stage: async (stage) => {
      await stage.savesPrompt({ isOn: false })
      await stage.message()
    },
    says: /Only a notification named this ID/,
    who: 'platform_team',
  },
  {
    cause: 'customer_erased',
    staged: 'erased, and a message named them since',
    stage: async ({ register, message, ask, userId, production }) => {
      await register()
      await ask('delete', `/api/v1/customers/${userId}`, { key: production.sk })
      await message()
    },
    says: /erased in production.*Erased.*by /,
    who: 'customer',
  },
  {
    cause: 'customer_erased',
    staged: 'erased over the API',
    stage: async ({ register, ask, userId, production }) => {
      await register()
      await ask('delete', `/api/v1/customers/${userId}`, { key: production.sk })
    },
    says: /erased in production.*Erased.*by /,
    who: 'customer',
  },
])
