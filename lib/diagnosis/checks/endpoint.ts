import { type CheckAnswer, fact, factAt, isForCompanyApi, type RouteFacts, wordOf } from '@/lib/diagnosis/answers'
import { failedCheckOf, isWithoutWorker, reasonOf } from '@/lib/diagnosis/failed-check'
import { stoppedFor, wouldStopNow } from './by-reason'

export function checkEndpoint(route: RouteFacts): CheckAnswer | undefined {
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
        attempt.status ? `HTTP ${attempt.status}` : wordOf(attempt.reason),
      ),
    delivery?.state === 'retrying' ? factAt('Next attempt', delivery.nextAttemptAt) : undefined,
  ]
  const current =
    environment.endpointUrl === null ? 'no_endpoint' : isOpen && !isWithoutWorker(route) ? 'circuit_open' : null
  const then = failedCheckOf(route) === 'endpoint' ? reasonOf(route) : null
  const reason = isAboutMessage ? then : (then ?? current)
  if (reason) return stoppedFor(route, { reason, facts, isThen: Boolean(then), status: attempt?.status })
  if (current) return wouldStopNow(route, { reason: current, facts })
  // Requests for other customers failed. A receipt from this customer's phone would say more.
  if (environment.endpointFailuresInRow && !delivery?.receivedAt && !delivery?.openedAt)
    return {
      status: 'warning',
      ...(isAboutMessage && { isSince: true }),
      sentence: 'Not always. The last requests to the company API failed.',
      facts,
      cause: 'company_error',
      next: { who: 'company', sentence: 'Tell the company’s developers if this continues.' },
    }
  return { status: 'ok', sentence: 'It’s configured, and no failure is recorded.', facts }
}

/** Leaves out the path, which may contain a secret. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url
}
