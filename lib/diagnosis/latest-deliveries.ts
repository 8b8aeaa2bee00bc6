import type { Db } from '@/db/client'
import { latestDeliveryTo } from '@/db/queries/diagnosis'
import { explainReason } from '@/lib/apns/explanations/explain'

type Delivery = NonNullable<Awaited<ReturnType<typeof latestDeliveryTo>>>
type Asked = { environmentId: string; devices: { id: string; customerId: string }[] }

/** For each device: the delivery to judge, the platform's last one, and the test that staff sent since. */
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

/** A later test shows whether the device can be reached, but can't disprove an end due to content or timing. */
function isOwnEnd({ state, reason }: Delivery): boolean {
  if (state === 'expired') return true
  if (state === 'suppressed') return reason === 'chat_connected' || reason === 'app_active'
  return state === 'failed' && explainReason(reason).fault === 'message'
}
