import { unique } from '@/db/factories'
import { testCauses } from './testing-causes'

testCauses('whether the app registered', [
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
    stage: async ({ opens, register, sandbox }) => {
      await opens('app')
      await register({ permission: 'yes' }, { key: sandbox.pk })
    },
    says: /register in sandbox.*the-request-id/,
    who: 'app_developers',
  },
  {
    cause: 'registration_rate_limited',
    staged: 'over the key’s rate',
    stage: async (stage) => void (await stage.refuses({ status: 429, code: 'rate_limited' })),
    says: /429 rate_limited/,
    who: 'app_developers',
  },
  {
    cause: 'registration_invalid',
    staged: 'a dead device that the app can’t bring back',
    stage: async (stage) => {
      const { id } = await stage.register()
      const statusSince = new Date(Date.now() - 60_000)
      await stage.changeDevice(id, { status: 'disabled', statusReason: 'unregistered', statusSince })
      await stage.register({ permission: 'yes' })
    },
    says: /permission.*the-request-id/,
    who: 'app_developers',
  },
  {
    cause: 'registration_ignored',
    staged: 'an anonymous registration of the device of someone who signed in',
    stage: async (stage) => {
      await stage.requiresIdentity()
      const { deviceToken } = await stage.register({}, { key: stage.production.sk })
      const anonymousId = unique('anonymous')
      await stage.register({ deviceToken, user: { anonymousId } })
      return { customer: anonymousId }
    },
    says: /ignored it.*belongs to a customer who signed in.*the-request-id/,
    who: 'customer',
  },
])
