import { explainReason } from '@/lib/apns/explanations/explain'
import {
  type CheckAnswer,
  fact,
  factAt,
  isForCompanyApi,
  type Next,
  type RouteFacts,
  toDo,
  wordOf,
} from '@/lib/diagnosis/answers'
import { failedCheckOf, isWithoutWorker, reasonOf } from '@/lib/diagnosis/failed-check'
import { formatDuration } from '@/lib/format/duration'
import { plural } from '@/lib/format/number'

/** A healthy worker takes a job within a second. */
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
  if (isWithoutWorker(route)) return noWorker(route, facts)
  if (delivery.endedAt) return expired(route)
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

function noWorker({ sending, reader }: RouteFacts, facts: CheckAnswer['facts'] = []): CheckAnswer {
  const seenAt = sending.worker?.lastSeenAt
  return {
    status: 'stopped',
    cause: 'no_worker',
    sentence: 'No. No delivery worker is running, so nothing is sent.',
    facts: [seenAt ? factAt('Last worker seen', seenAt) : fact('Last worker seen', 'None'), ...facts],
    next: {
      who: 'operator',
      act: 'open_health',
      sentence: toDo(reader, {
        manager: 'Have whoever runs Pushdesk start a worker (npm run worker, or npm start).',
        others: 'Tell an admin that no delivery worker is running.',
      }),
    },
  }
}

/** It ended without a request, or after requests that Apple was to be asked again for. */
function expired(route: RouteFacts): CheckAnswer {
  const { delivery, sending } = route
  if (!delivery) throw new Error('only a delivery expires')
  const reason = reasonOf(route)
  const own = sending.of.find(({ deliveryId }) => deliveryId === delivery.id)
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
  const tries = delivery.attemptCount
  return {
    status: 'stopped',
    cause: 'expired_waiting',
    sentence: tries
      ? `No. The notification expired after ${plural(tries, 'attempt')}. The last one: ${explainReason(reason, route.attempt?.status).meaning}`
      : 'No. The notification expired before it could be sent.',
    facts: [
      factAt('Expired', delivery.expiresAt),
      fact('Attempts', tries),
      fact('Last response', responseWord(route)),
      factAt('Accepted again since', own?.fineSince),
      factAt('Ended', delivery.endedAt),
    ],
    next: nextOfExpired(route),
  }
}

function responseWord(route: RouteFacts): string | undefined {
  const { attempt } = route
  return [attempt?.status, wordOf(reasonOf(route))].filter(Boolean).join(' ') || undefined
}

/** It can’t be sent again. Whether the next one would arrive is what support can find out, without disturbing the customer. */
function nextOfExpired(route: RouteFacts): Next {
  const isAskable = route.device?.kind === 'device_token' && route.device.status === 'active' && !isForCompanyApi(route)
  const again = route.reader === 'program' ? 'Send a new message' : 'Have the agent write again'
  const sentence = `It has expired, so it can’t be resent. ${again} if it’s still relevant.`
  return isAskable
    ? { who: 'support', sentence: `${sentence} Ask the phone whether it can be reached now.`, act: 'ask_the_phone' }
    : { who: 'support', sentence, act: 'open_delivery' }
}
