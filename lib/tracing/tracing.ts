import type { Attempt } from '@/db/queries/sending/attempts'
import type { Sendable } from '@/db/queries/sending/sending'
import { newTrace, type Trace, traceFrom } from '@/lib/trace'
import type { OpenSpan, Recorder } from './recorder'

let recorder: Recorder | undefined

/** Starts sending spans to `endpoint`. Without one, doesn't load OpenTelemetry, and traces are only passed on. */
export async function startTracing(given: {
  endpoint: string | undefined
  share?: number
}): Promise<() => Promise<void>> {
  const { endpoint, share = 1 } = given
  if (!endpoint) return async () => undefined
  const { openTelemetry } = await import('./open-telemetry')
  const started = openTelemetry({ endpoint, share })
  recorder = started
  return async () => {
    recorder = undefined
    await started.stop()
  }
}

const unrecorded = (trace: Trace): OpenSpan => ({ trace, end: () => undefined })

/** Begins the span of an API request, in its caller's trace or in a new one. */
export function beginCall(
  traceparent: string | undefined,
  { method, route }: { method: string; route: string },
): OpenSpan {
  const trace = traceFrom(traceparent) ?? newTrace()
  if (!recorder) return unrecorded(trace)
  const facts = { 'http.request.method': method, 'http.route': route }
  return recorder.begin({ name: `${method} ${route}`, kind: 'server', trace, facts })
}

export const endCall = (span: OpenSpan, { status, environmentId }: { status: number; environmentId?: string }) =>
  span.end(
    { 'http.response.status_code': status, 'pushdesk.environment.id': environmentId },
    status >= 500 ? String(status) : undefined,
  )

/** Begins the span of a request to APNs or a company API, after a span for its wait in the queue. */
export function beginAttempt(delivery: Sendable): OpenSpan {
  const { id, environmentId, transport, attemptCount, createdAt, traceId, traceParent } = delivery
  const trace = traceId === null ? newTrace() : { traceId, traceParent }
  if (!recorder) return unrecorded(trace)
  const facts = {
    'pushdesk.environment.id': environmentId,
    'pushdesk.delivery.id': id,
    'pushdesk.transport': transport,
    'pushdesk.attempt': attemptCount + 1,
  }
  if (attemptCount === 0)
    recorder.begin({ name: 'wait in the queue', kind: 'consumer', trace, facts, startedAt: createdAt }).end({})
  return recorder.begin({ name: `send to ${transport}`, kind: 'client', trace, facts })
}

/** Ends the span of an attempt. An attempt that was never sent leaves none. */
export function endAttempt(span: OpenSpan, attempt: Attempt | undefined) {
  if (!attempt?.answer) return
  const { outcome, status, reason } = attempt.answer
  const facts = {
    'pushdesk.outcome': outcome,
    'pushdesk.reason': reason ?? undefined,
    'pushdesk.state': attempt.state,
    'http.response.status_code': status ?? undefined,
  }
  span.end(facts, outcome === 'accepted' ? undefined : (reason ?? outcome))
}
