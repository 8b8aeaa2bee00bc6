import { explainReason } from '../../apns/explain'
import { type Answer, fact, factAt, isForCompanyApi, nextOf, type RouteFacts } from '../answers'
import { blameOf, reasonOf } from '../blame'
import type { Delivery } from '../facts'

export function checkAnswer(route: RouteFacts): Answer | undefined {
  const { delivery, attempt } = route
  if (!delivery) return undefined
  const who = isForCompanyApi(route) ? 'The company API' : delivery.isSimulated ? 'The APNs simulator' : 'APNs'
  const facts = [
    attempt && factAt(`Attempt ${attempt.number}`, attempt.startedAt, said(attempt)),
    fact('apns-id', delivery.id),
    delivery.state === 'retrying' ? factAt('Next attempt', delivery.nextAttemptAt) : undefined,
  ]
  if (delivery.state === 'accepted')
    return { status: 'ok', sentence: `${who} accepted it. That’s no proof that it was shown.`, facts }
  const explanation = explainReason(reasonOf(route), attempt?.status)
  if (blameOf(route) === 'answer')
    return {
      status: 'stopped',
      sentence: explanation.meaning,
      facts: [...facts, fact('Likely cause', explanation.likelyCause), fact('Reason', reasonOf(route))],
      nextAction: nextOf(explanation, route),
    }
  // Whatever stopped the latest delivery is fixed, or an earlier check would have stopped.
  return {
    status: 'warning',
    sentence: `Pushdesk found nothing that blocks notifications now. The latest delivery ${endWord(delivery)}: ${explanation.meaning}`,
    facts: [...facts, fact('Reason', reasonOf(route))],
    nextAction: 'Send a test to confirm.',
  }
}

function endWord({ state, endedAt }: Delivery) {
  if (!endedAt) return `is ${state}`
  return state === 'suppressed' ? 'was suppressed' : state
}

function said({ outcome, status, reason }: { outcome: string; status: number | null; reason: string | null }): string {
  return [status ?? outcome, reason].filter(Boolean).join(' ')
}
