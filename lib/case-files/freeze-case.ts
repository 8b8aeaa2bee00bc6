import type { Db } from '@/db/client'
import { deliveryDetails } from '@/lib/deliveries/log/find-delivery'
import { timelineOf } from '@/lib/deliveries/log/timeline'
import type { Reader } from '@/lib/diagnosis/answers'
import { gatherFacts } from '@/lib/diagnosis/facts'
import { factsForOutside } from '@/lib/diagnosis/facts-for-outside'
import { runChecks } from '@/lib/diagnosis/run-checks'
import type { Check, NextAction, Verdict } from '@/lib/diagnosis/schema'
import { Refused } from '@/lib/errors'
import type { CaseContent } from './case-content'

type Asked = { environmentId: string; customerId: string; notificationId?: string; now: Date }
type Shown = { reader: Reader; hasTexts: boolean; place: CaseContent['place'] }

/**
 * Freezes the page's diagnosis with its steps, times, and IDs for an outsider: without colleagues, buttons, other
 * customers, or addresses.
 */
export async function freezeCase(db: Db, asked: Asked, { reader, hasTexts, place }: Shown): Promise<CaseContent> {
  const { environmentId, customerId, notificationId, now } = asked
  const facts = await gatherFacts(db, { environmentId, customer: customerId, notificationId, now })
  const found = runChecks(factsForOutside(facts), reader)
  if (!found.customer) throw new Refused('not-found', 'No such customer exists in this environment.')
  const deliveryIds = found.routes.flatMap(({ delivery }) => delivery?.id ?? [])
  const details = await Promise.all(deliveryIds.map((deliveryId) => deliveryDetails(db, { environmentId, deliveryId })))
  const told = details.filter((one) => one !== undefined)
  const [first] = told
  const { notification } = found
  return {
    takenAt: now.toISOString(),
    place,
    message: hasTexts && first ? { title: first.notification.title, body: first.notification.body } : null,
    diagnosis: {
      ...found,
      notification: notification && { ...notification, title: hasTexts ? notification.title : null },
      verdict: outside(found.verdict),
      checks: found.checks.map(checkOutside),
      routes: found.routes.map((route) => ({
        ...route,
        verdict: outside(route.verdict),
        checks: route.checks.map(checkOutside),
      })),
    },
    deliveries: told.map((one) => ({
      id: one.delivery.id,
      notificationId: one.notification.id,
      messageId: one.notification.externalId,
      requestId: one.notification.requestId,
      state: one.delivery.state,
      reason: one.delivery.reason,
      receivedAt: one.delivery.receivedAt?.toISOString() ?? null,
      openedAt: one.delivery.openedAt?.toISOString() ?? null,
      steps: timelineOf(one).map(({ title, detail, at }) => ({
        title,
        detail: detail ?? null,
        at: at?.toISOString() ?? null,
      })),
      uniqueIds: one.attempts.flatMap(({ apnsUniqueId }) => apnsUniqueId ?? []),
    })),
  }
}

const outside = (verdict: Verdict): Verdict => ({ ...verdict, nextAction: nextOutside(verdict.nextAction) })
const checkOutside = (check: Check): Check => ({
  ...check,
  nextAction: check.nextAction && nextOutside(check.nextAction),
})
const nextOutside = ({ act: _, ...next }: NextAction): NextAction => ({ ...next, people: [] })
