import { explainReason } from '@/lib/apns/explanations/explain'
import { resendWords } from '@/lib/deliveries/next-action'
import { type CheckAnswer, fact, factAt, type Next, type RouteFacts, wordOf } from '@/lib/diagnosis/answers'
import { reasonOf } from '@/lib/diagnosis/failed-check'
import { nextOfDevice } from '@/lib/diagnosis/next'
import { nextOfNoWorker } from '@/lib/diagnosis/no-worker'
import { formatDuration } from '@/lib/format/duration'
import { plural } from '@/lib/format/number'

/** Describes a delivery that expired before its first request or before its next retry. */
export function expiredAnswer(route: RouteFacts): CheckAnswer {
  const { delivery, sending } = route
  if (!delivery) throw new Error('only a delivery expires')
  const lateMs = delivery.createdAt.getTime() - delivery.expiresAt.getTime()
  if (lateMs >= 0)
    return {
      status: 'stopped',
      cause: 'message_expired_on_arrival',
      sentence: `No. The message came ${formatDuration(lateMs)} after its own expiry.`,
      facts: [factAt('Expired', delivery.expiresAt), factAt('Came', delivery.createdAt)],
      next: {
        who: 'platform_team',
        sentence: 'Have the platform team check the clock of their server, and how they set expiresAt.',
      },
    }
  const own = sending.of.find(({ deliveryId }) => deliveryId === delivery.id)
  const facts = [
    factAt('Expired', delivery.expiresAt),
    fact('Attempts', delivery.attemptCount),
    ...(delivery.attemptCount ? [fact('Last response', responseWord(route))] : untriedFacts(route)),
    factAt('Accepted again since', own?.fineSince),
    factAt('Ended', delivery.endedAt),
  ]
  return { status: 'stopped', cause: 'expired_waiting', sentence: sentenceOf(route), facts, next: nextOfExpired(route) }
}

export function responseWord(route: RouteFacts): string | undefined {
  return [route.attempt?.status, wordOf(reasonOf(route))].filter(Boolean).join(' ') || undefined
}

/** The reason for the environment's hold, if that is what the delivery waited for. */
function heldBy(route: RouteFacts): string | undefined {
  const reason = reasonOf(route)
  return reason && explainReason(reason).retry === 'after_repair' ? reason : undefined
}

function sentenceOf(route: RouteFacts): string {
  const { delivery, sending, attempt } = route
  const tries = delivery?.attemptCount ?? 0
  if (tries)
    return `No. The notification expired after ${plural(tries, 'attempt')}. The last one: ${explainReason(reasonOf(route), attempt?.status).meaning}`
  const held = heldBy(route)
  if (held) return `No. The notification expired while this environment was on hold: ${explainReason(held).meaning}`
  return sending.worker?.isAlive === false
    ? 'No. The notification expired before it could be sent. No delivery worker is running.'
    : 'No. The notification expired before a worker could send it.'
}

/** For a delivery without attempts: what it waited for, and the current state of worker and queue. */
function untriedFacts(route: RouteFacts) {
  const { delivery, sending } = route
  const queue = sending.of.find(({ deliveryId }) => deliveryId === delivery?.id)?.queue
  const { worker } = sending
  return [
    fact('On hold for', wordOf(heldBy(route))),
    worker?.isAlive ? factAt('Worker running since', worker.startedAt) : undefined,
    worker?.isAlive === false
      ? (factAt('Last worker seen', worker.lastSeenAt) ?? fact('Last worker seen', 'None'))
      : undefined,
    fact('Customers waiting now', queue?.customers || null),
    factAt('Oldest waiting since', queue?.oldestAt),
  ]
}

/** Someone decides whether to resend it. If nothing can arrive at the moment, that comes first. */
function nextOfExpired(route: RouteFacts): Next {
  const { delivery, device, sending, reader, now } = route
  if (delivery?.attemptCount === 0 && sending.worker?.isAlive === false) return nextOfNoWorker(reader)
  const isGone = device ? device.status === 'disabled' : delivery?.deviceId
  if (!delivery || isGone) return nextOfDevice(route)
  return { who: 'support', sentence: resendWords({ reader, now }, delivery), act: 'send_again' }
}
