import { formatUtc } from '@/lib/format/date'
import type { Diagnosis, Verdict } from './schema'

export type CaseOf = Pick<Diagnosis, 'customer' | 'notification'> & {
  verdict: Verdict
  device: { id: string; maskedAddress: string } | null
  delivery: { id: string } | null
  /** The ID in question, if it isn't known here. */
  asked?: string
}
type Where = { company: string; app: string; environment: string; url: string; now: Date }

/** Returns plain text for a ticket or an email, with every time in UTC and without tokens or message texts. */
export function caseNote({ verdict, customer, notification, device, delivery, asked }: CaseOf, where: Where): string {
  const name = customer?.userId ?? customer?.anonymousId ?? (asked ? `${asked}, not known here` : 'not known here')
  const ids = [
    `Customer: ${name}${customer ? ` (${customer.id})` : ''}`,
    device && `Device: ${device.id} (${device.maskedAddress})`,
    delivery && `Delivery (apns-id): ${delivery.id}`,
    notification && `Notification: ${notification.id}, created ${formatUtc(notification.createdAt)}`,
  ]
  const facts = verdict.facts.map(
    ({ label, value, at }) => `- ${label}: ${[at && formatUtc(at), value].filter(Boolean).join(', ')}`,
  )
  return [
    `${verdict.sentence}`,
    `Cause: ${verdict.cause}`,
    ...(facts.length > 0 ? ['', 'Facts', ...facts] : []),
    '',
    `Next: ${verdict.nextAction.sentence}`,
    '',
    `${where.company} › ${where.app} › ${where.environment}`,
    ...ids.filter((line) => line !== null),
    `As of ${formatUtc(where.now)}`,
    where.url,
  ].join('\n')
}
