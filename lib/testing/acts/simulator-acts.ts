import type { Db } from '@/db/client'
import { deviceTokenHex, makeApp, makeEnvironment, makeSimulatedPush } from '@/db/factories'
import { changeEnvironment } from '@/db/queries/settings/environment-settings'
import { identitySecretPurpose } from '@/lib/identity/rotate-identity-secret'
import { sendAgentMessage } from '@/lib/notifications/send-agent-message'
import { encrypt } from '@/lib/secrets'
import { listFaults } from '@/lib/simulator/list-faults'
import { setDeviceState } from '@/lib/simulator/set-device-state'
import { signUserToken } from '@/lib/simulator/sign-user-token'
import { turnOffFault } from '@/lib/simulator/turn-off-fault'
import { turnOnFault } from '@/lib/simulator/turn-on-fault'
import { turnOnPreset } from '@/lib/simulator/turn-on-preset'
import { signedIn } from '@/lib/testing/contexts'
import { type Act, aSentence } from './act'

async function simulated(db: Db) {
  const ctx = await signedIn(db, { role: 'admin' })
  const { id: appId, bundleId } = await makeApp(db)
  const { id: environmentId } = await makeEnvironment(db, { appId })
  return { ctx, environmentId, bundleId }
}

const share20 = { kind: 'rotated_token', share: 20 } as const

export const simulatorActs: Act[] = [
  {
    verb: 'turnOnPreset',
    async arrange(db) {
      const { ctx, environmentId } = await simulated(db)
      return { ctx, act: () => turnOnPreset(ctx, { environmentId, preset: 'network_cut' }) }
    },
    again: /^Network cut is already on\.$/,
  },
  {
    verb: 'turnOnFault',
    async arrange(db) {
      const { ctx, environmentId } = await simulated(db)
      return { ctx, act: () => turnOnFault(ctx, { environmentId, ...share20 }) }
    },
    again: /^“.*20.*” is already on\.$/,
  },
  {
    verb: 'turnOffFault',
    async arrange(db) {
      const { ctx, environmentId } = await simulated(db)
      await turnOnFault(ctx, { environmentId, ...share20 })
      const [fault] = await listFaults(ctx, { environmentId })
      return {
        ctx,
        act: () => turnOffFault(ctx, { environmentId, faultId: fault?.id ?? '' }),
        before: {
          preset: null,
          faults: [{ effect: { kind: 'rotated_token' }, tokenShare: 0.2 }],
          turnedOnBy: ctx.staff.name,
          struck: 0,
        },
      }
    },
    again: aSentence,
  },
  {
    verb: 'setDeviceState',
    async arrange(db) {
      const { ctx, environmentId, bundleId } = await simulated(db)
      const push = await makeSimulatedPush(db, {
        environmentName: 'sandbox',
        token: deviceTokenHex(),
        topic: bundleId,
      })
      return {
        ctx,
        act: () => setDeviceState(ctx, { environmentId, pushId: push.id, state: 'offline' }),
        before: { state: 'active' },
      }
    },
    again: /^Nothing to change: this device is already “Offline”\.$/,
  },
  {
    verb: 'signUserToken',
    async arrange(db) {
      const { ctx, environmentId } = await simulated(db)
      await changeEnvironment(db, {
        environmentId,
        identitySecret: encrypt('secret', identitySecretPurpose(environmentId)),
      })
      return { ctx, act: () => signUserToken(ctx, { environmentId, userId: 'ann' }) }
    },
    again: 'makes another one',
  },
  {
    verb: 'sendAgentMessage',
    async arrange(db) {
      const { ctx, environmentId } = await simulated(db)
      const message = { conversationId: 'c', title: 'Agent', body: 'Hello', user: { id: 'ann' } }
      return { ctx, act: () => sendAgentMessage(ctx, { environmentId, ...message }) }
    },
    again: 'makes another one',
  },
]
