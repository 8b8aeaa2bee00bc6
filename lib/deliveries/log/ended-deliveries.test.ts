import { beforeAll, describe, expect, it } from 'vitest'
import {
  makeApp,
  makeAttempt,
  makeCompany,
  makeCustomer,
  makeDelivery,
  makeDevice,
  makeEnvironment,
  makeNotification,
} from '@/db/factories'
import { roles } from '@/db/schema/staff'
import { inRollback } from '@/db/testing'
import { knownReasons } from '@/lib/apns/explanations/explain'
import { gatherFacts } from '@/lib/diagnosis/facts'
import { runChecks } from '@/lib/diagnosis/run-checks'
import { signedIn } from '@/lib/testing/contexts'
import { type DeliveryDetails, findDelivery } from './find-delivery'
import { summaryOf } from './summary'
import { timelineOf } from './timeline'

const future =
  /\b(will|shall|going to|about to|soon|yet|until|next attempt|retries|(is|are) (sent|tried|retried) again|to be retried|by itself|automatically|goes on|waits|(is|^) ?on hold|follows|resumes|page updates)\b/i

const reasons = [...knownReasons, 'http_418', 'http_302', 'http_599', 'apns_400', 'apns_502', 'SomethingNew', null]
const hour = 3_600_000
const ends = [
  { name: 'failed', state: 'failed', isUncertain: false, expiresIn: hour },
  { name: 'failed, and expired since', state: 'failed', isUncertain: false, expiresIn: -hour },
  { name: 'unknown', state: 'failed', isUncertain: true, expiresIn: hour },
  { name: 'expired', state: 'expired', isUncertain: false, expiresIn: -hour },
  { name: 'expired, unknown', state: 'expired', isUncertain: true, expiresIn: -hour },
  { name: 'suppressed', state: 'suppressed', isUncertain: false, expiresIn: hour },
  { name: 'suppressed, and expired since', state: 'suppressed', isUncertain: false, expiresIn: -hour },
  { name: 'accepted', state: 'accepted', isUncertain: false, expiresIn: hour },
] as const
type End = (typeof ends)[number]

const registrations = [
  null,
  { status: 'active', statusReason: 'registered' },
  { status: 'disabled', statusReason: 'disabled_by_staff' },
  { status: 'disabled', statusReason: 'deregistered' },
  { status: 'disabled', statusReason: 'unregistered' },
] as const

const endedSo = (reason: string | null, { state, isUncertain, expiresIn }: End) => ({
  state,
  isUncertain,
  expiresAt: new Date(Date.now() + expiresIn),
  reason: state === 'expired' ? 'expired' : reason,
})

let whole: DeliveryDetails
let facts: Awaited<ReturnType<typeof gatherFacts>>

beforeAll(() =>
  inRollback(async (db) => {
    const company = await makeCompany(db)
    const app = await makeApp(db, { companyId: company.id })
    const { id: environmentId } = await makeEnvironment(db, { appId: app.id })
    const { id: customerId } = await makeCustomer(db, { environmentId })
    const device = await makeDevice(db, { environmentId, customerId })
    const notification = await makeNotification(db, { environmentId, customerId })
    const { id } = await makeDelivery(db, {
      environmentId,
      customerId,
      deviceId: device.id,
      notificationId: notification.id,
      endedAt: new Date(),
    })
    await makeAttempt(db, { environmentId, deliveryId: id, outcome: 'rejected', status: 400 })
    const reader = await signedIn(db, { role: 'support', companyIds: [company.id] })
    whole = await findDelivery(reader, { environmentId, deliveryId: id })
    const asked = { environmentId, customer: customerId, notificationId: notification.id, now: new Date() }
    facts = await gatherFacts(db, asked)
  }),
)

/** Every text shown to any role about a delivery with this end, with its device and environment in every state. */
function shownOn(reason: string | null, end: End): string[] {
  const delivery = { ...whole.delivery, ...endedSo(reason, end) }
  const attempts = whole.attempts.map((attempt) => ({ ...attempt, reason }))
  return registrations.flatMap((registration) =>
    [null, 'InvalidProviderToken'].flatMap((blockedReason) =>
      (['apns', 'company_api'] as const).flatMap((transport) => {
        const device = registration && whole.device && { ...whole.device, ...registration }
        const told = { ...whole, device, attempts, blockedReason, delivery: { ...delivery, transport } }
        const summaries = roles.flatMap((role) => Object.values(summaryOf(told, role)))
        return [...summaries, ...timelineOf(told).map(({ title }) => title)]
      }),
    ),
  )
}

/** Every text of the diagnosis of the same delivery. */
function judgedOf(reason: string | null, end: End): string[] {
  const deliveries = facts.deliveries.map((one) => ({ ...one, ...endedSo(reason, end) }))
  const attempts = facts.attempts.map((one) => ({ ...one, reason }))
  return [...roles, 'program' as const].flatMap((reader) => {
    const { verdict, routes } = runChecks({ ...facts, deliveries, attempts }, reader)
    const checks = routes.flatMap((route) => route.checks)
    return [verdict, ...checks].flatMap(({ sentence, nextAction }) => [sentence, nextAction?.sentence ?? ''])
  })
}

describe.each(ends)('a delivery that ended: $name', (end) => {
  it.each(reasons)('promises nothing for the future, on its page or in its diagnosis: %s', (reason) => {
    for (const text of new Set([...shownOn(reason, end), ...judgedOf(reason, end)])) expect(text).not.toMatch(future)
  })
})
