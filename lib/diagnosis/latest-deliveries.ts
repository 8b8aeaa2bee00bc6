import type { Db } from '@/db/client'
import { latestDeliveryTo } from '@/db/queries/diagnosis'
import { explainReason } from '@/lib/apns/explanations/explain'

type Delivery = NonNullable<Awaited<ReturnType<typeof latestDeliveryTo>>>
type Asked = { environmentId: string; devices: { id: string; customerId: string }[] }

/** Of each device the newest delivery, what the platform last sent there, and the test that staff sent since. */
export async function latestDeliveries(db: Db, { environmentId, devices }: Asked) {
  const found = await Promise.all(
    devices.map(async ({ id: deviceId, customerId }) => {
      const one = { environmentId, deviceId, customerId }
      const last = await latestDeliveryTo(db, { ...one, hasTests: true })
      if (last?.type !== 'test') return { judged: last, sent: last, test: undefined }
      const sent = await latestDeliveryTo(db, { ...one, hasTests: false })
      return { judged: sent && isOwnEnd(sent) ? sent : last, sent, test: last }
    }),
  )
  const each = (part: 'judged' | 'sent' | 'test') => found.flatMap((one) => one[part] ?? [])
  return { judged: each('judged'), sent: each('sent'), tests: each('test') }
}

/** A test shows whether the device can be reached now. What ended a message for its content or its moment, it can't disprove. */
function isOwnEnd({ state, reason }: Delivery): boolean {
  if (state === 'expired') return true
  if (state === 'suppressed') return reason === 'chat_connected' || reason === 'app_active'
  return state === 'failed' && explainReason(reason).fault === 'message'
}
