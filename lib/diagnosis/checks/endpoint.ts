import { explainReason, presentMeaning } from '../../apns/explain'
import { type Answer, fact, factAt, isForCompanyApi, nextOf, type RouteFacts } from '../answers'
import { blameOf, reasonOf } from '../blame'

export function checkEndpoint(route: RouteFacts): Answer | undefined {
  if (!isForCompanyApi(route)) return undefined
  const { environment, attempt, delivery, isAboutMessage, now } = route
  const isOpen = environment.endpointOpenUntil !== null && environment.endpointOpenUntil > now
  const facts = [
    fact('Company API', environment.endpointUrl ? hostOf(environment.endpointUrl) : 'Not configured'),
    fact('Failures in a row', environment.endpointFailuresInRow || null),
    isOpen ? factAt('Paused until', environment.endpointOpenUntil) : undefined,
    attempt &&
      factAt(
        `Attempt ${attempt.number}`,
        attempt.startedAt,
        attempt.status ? `HTTP ${attempt.status}` : attempt.reason,
      ),
    delivery?.state === 'retrying' ? factAt('Next attempt', delivery.nextAttemptAt) : undefined,
  ]
  const current = environment.endpointUrl === null ? 'no_endpoint' : isOpen ? 'circuit_open' : null
  const then = blameOf(route) === 'endpoint' ? reasonOf(route) : null
  const reason = isAboutMessage ? then : (then ?? current)
  if (reason) {
    const explanation = explainReason(reason, attempt?.status)
    return {
      status: 'stopped',
      sentence: then ? explanation.meaning : presentMeaning(reason),
      facts: [...facts, fact('Reason', reason)],
      nextAction: nextOf(explanation, route),
    }
  }
  if (current)
    return { status: 'warning', sentence: `It wasn’t the cause then. Now: ${presentMeaning(current)}`, facts }
  if (environment.endpointFailuresInRow)
    return { status: 'warning', sentence: 'Not always. Its last requests failed.', facts }
  return { status: 'ok', sentence: 'It’s configured, and no failure is recorded.', facts }
}

/** The path may hold a secret. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url
}
