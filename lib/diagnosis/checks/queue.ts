import { type CheckAnswer, fact, factAt, type RouteFacts, toDo } from '@/lib/diagnosis/answers'
import { failedCheckOf, isWithoutWorker } from '@/lib/diagnosis/failed-check'
import { noWorkerAnswer } from '@/lib/diagnosis/no-worker'
import { plural } from '@/lib/format/number'
import { expiredAnswer, responseWord } from './expired'

/** A healthy worker claims a delivery within a second. */
const patienceMs = 60_000

export function checkQueue(route: RouteFacts): CheckAnswer | undefined {
  const { delivery, now, sending } = route
  if (!delivery) return undefined
  const own = sending.of.find(({ deliveryId }) => deliveryId === delivery.id)
  const facts = [
    factAt('Queued', delivery.createdAt),
    fact('Attempts', delivery.attemptCount),
    delivery.state === 'retrying' ? fact('Last response', responseWord(route)) : undefined,
    delivery.endedAt ? undefined : factAt('Expires', delivery.expiresAt),
  ]
  if (failedCheckOf(route) !== 'queue') return { status: 'ok', sentence: 'Yes. A worker took it.', facts }
  if (isWithoutWorker(route)) return noWorkerAnswer(route, facts)
  if (delivery.endedAt) return expiredAnswer(route)
  const before = own?.queue?.before ?? 0
  const waitedMs = now.getTime() - delivery.createdAt.getTime()
  if (waitedMs < patienceMs && before === 0)
    return {
      status: 'stopped',
      sentence: 'Not yet. The notification was created less than a minute ago and is about to be sent.',
      facts,
      cause: 'in_queue',
      next: { who: 'nobody', sentence: 'Check again in a moment.' },
    }
  const rate = own?.queue?.endedLastMinute ?? 0
  return {
    status: 'stopped',
    cause: 'queue_behind',
    sentence:
      waitedMs < patienceMs
        ? `Not yet. ${plural(before, 'delivery', 'deliveries')} wait before it.`
        : 'No. The notification has been in the queue for over a minute.',
    facts: [
      fact('Waiting before it', before),
      factAt('Oldest waiting since', own?.queue?.oldestAt),
      fact('Sent in the last minute', rate),
      ...facts,
    ],
    next: {
      who: 'operator',
      act: 'open_health',
      sentence: toDo(route.reader, {
        manager:
          'Check Health on the Overview page: it shows the queue and whether a worker is running. Earlier notifications of the same conversation are sent first.',
        others: 'Tell the integration manager that notifications are stuck in the queue.',
      }),
    },
  }
}
