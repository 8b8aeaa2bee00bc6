import { timingSafeEqual } from 'node:crypto'
import { Counter, collectDefaultMetrics, Histogram, register as registry } from 'prom-client'
import { registerDeliveryGauges } from '@/lib/deliveries/metrics'
import { env } from '@/lib/env'
import { hashOf } from '@/lib/secrets'
import { text } from './answers'
import { type Asked, type Gateway, register } from './gateway'
import { ipOf, requestIdOf } from './key-check'
import { problem } from './problems'

const requests = new Counter({
  name: 'pushdesk_api_requests_total',
  help: 'Calls of the public API by route and status.',
  labelNames: ['method', 'route', 'status'] as const,
})
const durations = new Histogram({
  name: 'pushdesk_api_request_duration_seconds',
  help: 'Time to answer a call of the public API, event streams up to their first byte.',
  labelNames: ['method', 'route'] as const,
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
})

/** Counts one route's answers. The label sets are looked up once, not at every call. */
export function meter(method: string, route: string) {
  const duration = durations.labels(method, route)
  const byStatus = new Map<number, Counter.Internal>()
  return (status: number, startedAt: number) => {
    let counter = byStatus.get(status)
    if (!counter) {
      counter = requests.labels(method, route, String(status))
      byStatus.set(status, counter)
    }
    counter.inc()
    duration.observe((performance.now() - startedAt) / 1000)
  }
}

let hasDefaults = false

export function registerMetrics(gateway: Gateway) {
  if (!hasDefaults) {
    collectDefaultMetrics()
    registerDeliveryGauges(gateway.database)
  }
  hasDefaults = true
  register(gateway, { method: 'get', path: '/metrics', takes: 'nobody' }, async (c) => {
    const refusal = refusalOf(c)
    if (refusal) return refusal
    return text(await registry.metrics(), registry.contentType)
  })
}

/** With a token, whoever has it; without one, this machine alone, and no proxy on it that speaks for others. */
function refusalOf(c: Asked): Response | undefined {
  const token = env().METRICS_TOKEN
  if (token) {
    const given = c.req.header('authorization')?.replace(/^bearer +/i, '') ?? ''
    if (timingSafeEqual(Buffer.from(hashOf(given)), Buffer.from(hashOf(token)))) return undefined
    const fault = { status: 401, code: 'metrics_token_invalid', detail: 'Send METRICS_TOKEN as a bearer token.' }
    return problem({ ...fault, headers: { 'www-authenticate': 'Bearer realm="metrics"' } }, requestIdOf(c))
  }
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => c.req.header(name))
  if (isLoopback(ipOf(c)) && !isForwarded) return undefined
  const detail = 'Metrics are for this machine alone; set METRICS_TOKEN to read them from elsewhere.'
  return problem({ status: 403, code: 'metrics_local_only', detail }, requestIdOf(c))
}

const isLoopback = (ip = '') => ip === '::1' || /^(::ffff:)?127\./.test(ip)
