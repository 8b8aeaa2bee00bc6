import { explainReason } from '@/lib/apns/explanations/explain'
import { answerWord } from '@/lib/deliveries/log/timeline'
import {
  type CheckAnswer,
  fact,
  factAt,
  isForCompanyApi,
  type RouteFacts,
  testWords,
  wordOf,
} from '@/lib/diagnosis/answers'
import { causeOfReason } from '@/lib/diagnosis/cause-of-reason'
import type { DiagnosedDelivery } from '@/lib/diagnosis/facts'
import { failedCheckOf, reasonOf } from '@/lib/diagnosis/failed-check'
import { nextOf } from '@/lib/diagnosis/next'
import { formatNumber } from '@/lib/format/number'

export function checkAnswer(route: RouteFacts): CheckAnswer | undefined {
  const { delivery, attempt, sending } = route
  if (!delivery) return undefined
  const { payload, queue } = sending.of.find(({ deliveryId }) => deliveryId === delivery.id) ?? {}
  const who = isForCompanyApi(route) ? 'The company API' : delivery.isSimulated ? 'The APNs simulator' : 'APNs'
  const facts = [
    attempt && factAt(`Attempt ${attempt.number}`, attempt.startedAt, answerWord(attempt)),
    fact('apns-id', delivery.id),
    delivery.state === 'retrying' ? factAt('Next attempt', delivery.nextAttemptAt) : undefined,
    delivery.state === 'retrying' && queue ? factAt('Oldest waiting here since', queue.oldestAt) : undefined,
    delivery.state === 'retrying' && queue ? fact('Customers waiting here', queue.customers) : undefined,
    payload && fact('Payload', `${formatNumber(payload.bytes)} bytes, written by ${payload.by}; the limit is 4,096`),
  ]
  if (delivery.state === 'accepted')
    return { status: 'ok', sentence: `${who} accepted it. That’s no proof that it was shown.`, facts }
  const explanation = explainReason(reasonOf(route), attempt?.status)
  if (failedCheckOf(route) === 'answer') {
    const cause = causeOfReason(reasonOf(route) ?? '', route)
    return {
      status: 'stopped',
      sentence:
        cause === 'response_lost'
          ? `${explanation.meaning} If it was, a repeat replaces it on the phone.`
          : explanation.meaning,
      facts: [...facts, fact('Likely cause', explanation.likelyCause), fact('Reason', wordOf(reasonOf(route)))],
      cause,
      next: nextOf(explanation, cause, route),
    }
  }
  // Whatever stopped the latest delivery is fixed, or an earlier check would have stopped.
  return {
    status: 'warning',
    sentence: `Pushdesk found nothing that blocks notifications now. The latest delivery ${endWord(delivery)}: ${explanation.meaning}`,
    facts: [...facts, fact('Reason', wordOf(reasonOf(route)))],
    cause: 'repaired',
    next: { who: 'support', sentence: testWords(route.reader, ''), act: 'send_test' },
  }
}

function endWord({ state, endedAt }: DiagnosedDelivery) {
  if (!endedAt) return `is ${state}`
  return state === 'suppressed' ? 'was suppressed' : state
}
