import { z } from 'zod'
import { findDeliveryRow } from '@/db/queries/deliveries/notifications'
import {
  findCountedReason,
  findReportedOutcome,
  lockDeliveryToReport,
  putReportedOutcome,
  recountAttempt,
} from '@/db/queries/deliveries/reported-outcomes'
import { lockDevicesToUpdate, noteAccepted } from '@/db/queries/devices/device-verdicts'
import { explainReason } from '@/lib/apns/explanations/explain'
import { Refused } from '@/lib/errors'
import { machineCommand } from '@/lib/keys/machine-verb'
import { announceDeliveries } from './announce-deliveries'
import { clearSuspicion, judgeDevice } from './attempts/judge-device'
import { countReport } from './count-report'
import { PublicDelivery, publicDelivery } from './log/public-notification'

export const ReportedDelivery = z.strictObject({ id: z.uuid('Isn’t a delivery ID.') })

/** The company's clock may be this far ahead of ours. */
const skewMsMax = 5 * 60_000

export const ReportedOutcome = z
  .strictObject({
    state: z.enum(['accepted', 'failed']).meta({ description: 'The response of APNs to the company API.' }),
    reason: z
      .string()
      .regex(/^[A-Za-z][\w.-]{0,63}$/, 'Send APNs’s reason, such as Unregistered: letters, digits, “_”, “.”, and “-”.')
      .optional()
      .meta({ description: 'The APNs reason, if APNs rejected the notification.', examples: ['Unregistered'] }),
    at: z.iso
      .datetime({ offset: true })
      .transform((text) => new Date(text))
      .refine((at) => at.getTime() <= Date.now() + skewMsMax, 'Is in the future. Check the server’s clock.')
      .optional()
      .meta({ description: 'When APNs responded. Absent: now.' }),
  })
  .superRefine(({ state, reason }, check) => {
    if (state === 'accepted' && reason !== undefined)
      check.addIssue({ code: 'custom', path: ['reason'], message: 'Allowed only with the state “failed”.' })
  })
  .meta({ id: 'ReportedOutcome' })

export const ReportedAnswer = z.object({ delivery: PublicDelivery }).meta({ id: 'ReportedAnswer' })

type Report = z.output<typeof ReportedOutcome> & z.output<typeof ReportedDelivery>

/**
 * Records APNs's response to a delivery that a company's API had accepted. It becomes the delivery's end, and counts
 * for the device as a direct response from APNs does. Repeats are harmless; of two different reports, the later
 * response counts.
 */
export const reportOutcome = machineCommand({ takes: 'secret' }, async (ctx, report: Report) => {
  const { db } = ctx
  const now = new Date()
  const { id, state, reason = null, at = now } = report
  const environmentId = ctx.environment.id
  const found = await findDeliveryRow(db, { environmentId, id })
  if (!found) throw new Refused('not-found', 'This environment has no such delivery.')
  // Lock devices before deliveries, as recording an attempt does.
  const [device] = found.deviceId ? await lockDevicesToUpdate(db, { ids: [found.deviceId] }) : []
  const delivery = await lockDeliveryToReport(db, { environmentId, id })
  if (!delivery) throw new Refused('not-found', 'This environment has no such delivery.')
  checkReportable(delivery)
  const known = await findReportedOutcome(db, { deliveryId: id })
  const isKnown = known?.state === state && known.reason === reason
  if (isKnown || (known && known.at > at)) return { delivery: publicDelivery(delivery) }

  const { transport, attemptCount: number } = delivery
  const asSent = known ? undefined : await findCountedReason(db, { deliveryId: id, number })
  const from = countedAs(known ?? delivery, asSent)
  const to = countedAs({ state, reason })
  if (from !== to) await recountAttempt(db, { environmentId, transport, from, to, now })
  const written = await putReportedOutcome(db, { deliveryId: id, state, reason, at, now })
  countReport({ state, reason: to })
  if (device && state === 'accepted') {
    await noteAccepted(db, { accepted: [{ deviceId: device.id, at }] })
    await clearSuspicion(db, [{ deviceId: device.id, at }])
  }
  if (device && state === 'failed')
    await judgeDevice(db, device, {
      policy: explainReason(reason).devicePolicy,
      reason: reason ?? 'rejected',
      at,
      isAboutSince: delivery.endedAt ?? delivery.createdAt,
      by: 'APNs',
    })
  await announceDeliveries(db, environmentId, [delivery])
  return { delivery: publicDelivery(written) }
})

/** The reason under which the end is counted; null means accepted. */
const countedAs = (end: { state: string; reason: string | null }, asSent?: string | null) =>
  asSent !== undefined ? asSent : end.state === 'accepted' ? null : (end.reason ?? 'rejected')

type Reportable = { transport: string; state: string; attemptCount: number; endedAt: Date | null }

function checkReportable({ transport, state, attemptCount, endedAt }: Reportable) {
  if (transport !== 'company_api')
    throw new Refused(
      'conflict',
      'Pushdesk sent this delivery to APNs itself and recorded the response.',
      {},
      'outcome_known',
    )
  if (!endedAt)
    throw new Refused(
      'conflict',
      'Pushdesk hasn’t recorded the response of your API to this delivery yet. Respond first, then report the outcome.',
      {},
      'delivery_open',
      { retryAfterSeconds: 1 },
    )
  if (attemptCount === 0)
    throw new Refused('conflict', `This delivery was never sent: it’s ${state}.`, {}, 'delivery_not_sent')
}
