import { eq } from 'drizzle-orm'
import { makeDevice } from '@/db/factories'
import { companyEndpoints } from '@/db/schema/credentials'
import type { devices } from '@/db/schema/customers'
import { removeDevice } from '@/lib/devices/remove-device'
import { type Staged, testCauses } from './testing-causes'
import type { Stage } from './testing-stage'

const received = { state: 'accepted', receivedAt: new Date() } as const
const opened = { ...received, openedAt: new Date() }

type Sent = Awaited<ReturnType<Stage['delivered']>>

/** Stages a sent message whose device changed afterwards: the change isn't what happened to the message. */
const since = (
  [cause, says, staged]: [Staged['cause'], RegExp, string],
  sent: (stage: Stage) => Promise<Pick<Sent, 'notificationId' | 'deviceId' | 'deviceToken'>>,
  then: (stage: Stage, sent: Pick<Sent, 'deviceId' | 'deviceToken'>) => Promise<unknown>,
  turn: Pick<Staged, 'who' | 'act'> = { who: 'nobody' },
): Staged => ({
  cause,
  staged,
  stage: async (stage) => {
    const { notificationId, ...of } = await sent(stage)
    await then(stage, of)
    return { notificationId }
  },
  says,
  ...turn,
})

const becomes =
  (row: Partial<typeof devices.$inferInsert>) =>
  ({ changeDevice }: Stage, { deviceId }: { deviceId: string }) =>
    changeDevice(deviceId, { statusSince: new Date(Date.now() + 1_000), ...row })

const removed = ({ staff, environmentId }: Stage, { deviceId }: { deviceId: string }) =>
  removeDevice(staff.support, { environmentId, deviceId, confirmation: 'remove' })

const toUuid = async ({ hasCompanyApi, deliveredByCompany }: Stage) => {
  await hasCompanyApi()
  return deliveredByCompany(received)
}

const othersFail = ({ db, environmentId }: Stage) =>
  db.update(companyEndpoints).set({ failuresInRow: 2 }).where(eq(companyEndpoints.environmentId, environmentId))

testCauses('a past message, whatever came later', [
  since(['received', /received it/, 'the device was removed since'], ({ delivered }) => delivered(received), removed),
  since(['opened', /opened it/, 'the device was removed since'], ({ delivered }) => delivered(opened), removed),
  since(
    ['received', /received it/, 'another customer signed in since'],
    ({ delivered }) => delivered(received),
    ({ moves }, { deviceToken }) => moves(deviceToken),
  ),
  since(
    ['payload_too_large', /too large/, 'the device was removed since'],
    ({ ends }) => ends('PayloadTooLarge', 413),
    removed,
    { who: 'platform_team', act: 'open_delivery' },
  ),
  since(
    ['unregistered', /app was removed/, 'the device was removed since'],
    ({ ends }) => ends('Unregistered', 410),
    removed,
    { who: 'customer' },
  ),
  since(
    ['received', /received it/, 'the device is suspect since'],
    ({ delivered }) => delivered(received),
    becomes({ status: 'suspect', statusReason: 'bad_device_token', lastRejectedReason: 'BadDeviceToken' }),
  ),
  since(
    ['received', /received it/, 'the token is registered in sandbox too, and rejected here since'],
    ({ delivered }) => delivered(received),
    async (stage, of) => {
      const { sandbox, db } = stage
      await makeDevice(db, { environmentId: sandbox.id, address: of.deviceToken })
      await becomes({ status: 'disabled', statusReason: 'bad_device_token', lastRejectedReason: 'BadDeviceToken' })(
        stage,
        of,
      )
    },
  ),
  since(
    ['received', /received it/, 'the customer denied notifications since'],
    ({ delivered }) => delivered(received),
    becomes({ permission: 'denied' }),
  ),
  since(
    ['received', /received it/, 'APNs reported the app removed since'],
    ({ delivered }) => delivered(received),
    becomes({ status: 'disabled', statusReason: 'unregistered' }),
  ),
  since(['received', /received it/, 'the company API failed for others since'], toUuid, othersFail),
  since(['received', /received it/, 'the company API is paused since'], toUuid, ({ db, environmentId }) =>
    db
      .update(companyEndpoints)
      .set({ failuresInRow: 9, openUntil: new Date(Date.now() + 60_000) })
      .where(eq(companyEndpoints.environmentId, environmentId)),
  ),
  {
    cause: 'received',
    staged: 'the company API failed for others, asked for now',
    stage: async (stage) => {
      await toUuid(stage)
      await othersFail(stage)
    },
    says: /received/,
    who: 'nobody',
  },
])
