import { formatUtc } from '@/lib/format/date'
import type { Diagnosis, Verdict } from './schema'

export type CaseOf = Pick<Diagnosis, 'customer' | 'notification'> & {
  verdict: Verdict
  device: { id: string; maskedAddress: string } | null
  delivery: { id: string } | null
  /** Whom the question was about, where no one here is called so. */
  asked?: string
}
type Where = { company: string; app: string; environment: string; url: string; now: Date }

/** What someone else needs to go on: plain text for a ticket or a mail, every time in UTC, no token and no message text. */
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
