import { makeSimulatedPush } from '@/db/factories'
import { putSimulatedDevices } from '@/db/queries/simulator/simulator'
import { testCauses } from './testing-causes'
import type { Stage } from './testing-stage'

const accepted = (given: Parameters<Stage['delivered']>[0]) => async (stage: Stage) =>
  void (await stage.delivered({ state: 'accepted', ...given }))

testCauses('what happened on the phone', [
  {
    cause: 'stored_by_apns',
    staged: 'the simulated phone is off',
    stage: async ({ delivered, db, app }) => {
      const row = await delivered({ state: 'accepted', isSimulated: true })
      const phone = { environmentName: 'production' as const, token: row.deviceToken, topic: app.bundleId }
      await putSimulatedDevices(db, { devices: [{ ...phone, state: 'offline', since: new Date() }] })
      await makeSimulatedPush(db, { ...phone, apnsId: row.id, fate: 'stored', deviceOutcomeReason: 'offline' })
    },
    says: /APNs keeps.*Only a simulated environment knows/,
    who: 'customer',
  },
  {
    cause: 'no_receipt',
    staged: 'accepted, no receipt',
    stage: accepted({}),
    says: /hasn’t sent a receipt/,
    who: 'support',
    act: 'ask_the_phone',
  },
  {
    cause: 'received',
    staged: 'a receipt',
    stage: accepted({ receivedAt: new Date() }),
    says: /received/,
    who: 'nobody',
  },
  {
    cause: 'opened',
    staged: 'opened',
    stage: accepted({ receivedAt: new Date(), openedAt: new Date() }),
    says: /opened/,
    who: 'nobody',
  },
  {
    cause: 'opened',
    staged: 'opened, and the chat is open now',
    stage: async (stage) => {
      await accepted({ receivedAt: new Date(), openedAt: new Date() })(stage)
      await stage.opens('chat')
    },
    says: /opened/,
    who: 'nobody',
  },
  {
    cause: 'repaired',
    staged: 'the dead token was registered again since',
    stage: async ({ ends, changeDevice }) => {
      const { deviceId } = await ends('Unregistered', 410)
      await changeDevice(deviceId, { registeredAt: new Date(Date.now() + 1_000) })
    },
    says: /nothing that blocks notifications now/,
    who: 'support',
    act: 'send_test',
  },
])
