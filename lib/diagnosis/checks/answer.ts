import { explainReason, nextActionFor } from '../../apns/explain'
import { type Answer, fact, factAt, isForCompanyApi, type RouteFacts } from '../answers'
import { blameOf, reasonOf } from '../blame'

export function checkAnswer(route: RouteFacts): Answer | undefined {
  const { delivery, attempt, reader } = route
  if (!delivery) return undefined
  const who = isForCompanyApi(route) ? 'The company’s API' : delivery.isSimulated ? 'Simulated APNs' : 'APNs'
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
      nextAction: reader === 'program' ? explanation.nextAction : nextActionFor(explanation, reader),
    }
  // What stopped the last message has been put right since, or we would not have come this far.
  return {
    status: 'warning',
    sentence: `Nothing stands in the way now. The last message ${delivery.endedAt ? 'ended' : 'is'} ${delivery.state}: ${explanation.meaning}`,
    facts: [...facts, fact('Reason', reasonOf(route))],
    nextAction: 'The next message will be sent. Send a test to be sure.',
  }
}

function said({ outcome, status, reason }: { outcome: string; status: number | null; reason: string | null }): string {
  return [status ?? outcome, reason].filter(Boolean).join(' ')
}
