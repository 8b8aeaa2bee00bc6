import { explainReason } from '../../apns/explain'
import { type Answer, fact, factAt, isForCompanyApi, nextOf, type RouteFacts } from '../answers'
import { blameOf, reasonOf } from '../blame'

export function checkAnswer(route: RouteFacts): Answer | undefined {
  const { delivery, attempt } = route
  if (!delivery) return undefined
  const who = isForCompanyApi(route) ? 'The company API' : delivery.isSimulated ? 'The APNs simulator' : 'APNs'
  const facts = [
    attempt && factAt(`Attempt ${attempt.number}`, attempt.startedAt, said(attempt)),
    fact('apns-id', delivery.id),
    delivery.state === 'retrying' ? factAt('Tried again', delivery.nextAttemptAt) : undefined,
  ]
  if (delivery.state === 'accepted')
    return { status: 'ok', sentence: `${who} accepted it. That is not proof that it was shown.`, facts }
  const explanation = explainReason(reasonOf(route), attempt?.status)
  if (blameOf(route) === 'answer')
    return {
      status: 'stopped',
      sentence: explanation.meaning,
      facts: [...facts, fact('Likely cause', explanation.likelyCause), fact('Reason', reasonOf(route))],
      nextAction: nextOf(explanation, route),
    }
  // What stopped the last message has been put right since, or we would not have come this far.
  return {
    status: 'warning',
    sentence: `Pushdesk knows of nothing that stops a push now. The last message ${delivery.endedAt ? 'ended' : 'is'} ${delivery.state}: ${explanation.meaning}`,
    facts: [...facts, fact('Reason', reasonOf(route))],
    nextAction: 'Send a test to confirm.',
  }
}

function said({ outcome, status, reason }: { outcome: string; status: number | null; reason: string | null }): string {
  return [status ?? outcome, reason].filter(Boolean).join(' ')
}
