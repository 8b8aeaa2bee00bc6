import { timingSafeEqual } from 'node:crypto'
import { collectDefaultMetrics, register as registry } from 'prom-client'
import { textAnswer } from '@/gateway/answers'
import { type ApiCall, type Gateway, register } from '@/gateway/gateway'
import { callerOf, callIdsOf } from '@/gateway/key-check'
import { problem } from '@/gateway/problems'
import { exposeRoutes } from '@/gateway/route-meter'
import { registerDeliveryGauges } from '@/lib/deliveries/sending/metrics'
import { env } from '@/lib/env'
import { registerEnvironmentGauges } from '@/lib/metrics/environment-gauges'
import { registerRefusalCounter } from '@/lib/metrics/refusal-counter'
import { registerPromptGauges } from '@/lib/prompts/serving/metrics'
import { hashOf } from '@/lib/secrets'
import { tellRefusal } from '@/lib/tell-refusal'

let hasDefaults = false

export function registerMetrics(gateway: Gateway) {
  if (!hasDefaults) collectDefaultMetrics()
  hasDefaults = true
  registerDeliveryGauges(gateway.database)
  registerPromptGauges(gateway.database)
  registerEnvironmentGauges(gateway.database)
  registerRefusalCounter()
  register(gateway, { method: 'get', path: '/metrics', takes: 'nobody' }, async (c) => {
    const refusal = refusalOf(c)
    if (refusal) return refusal
    return textAnswer(`${await registry.metrics()}\n${exposeRoutes()}`, registry.contentType)
  })
}

/** Allows anyone with the token. Without a configured token, allows only this machine, and no proxy on it. */
function refusalOf(c: ApiCall): Response | undefined {
  const token = env().METRICS_TOKEN
  if (token) {
    const given = c.req.header('authorization')?.replace(/^bearer +/i, '') ?? ''
    if (timingSafeEqual(Buffer.from(hashOf(given)), Buffer.from(hashOf(token)))) return undefined
    const ids = callIdsOf(callerOf(c))
    tellRefusal('metrics_token', { ip: callerOf(c).ip, ...ids })
    const fault = { status: 401, code: 'metrics_token_invalid', detail: 'Send METRICS_TOKEN as a bearer token.' }
    return problem({ ...fault, headers: { 'www-authenticate': 'Bearer realm="metrics"' } }, ids)
  }
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => c.req.header(name))
  if (isLoopback(callerOf(c).ip) && !isForwarded) return undefined
  const detail = 'Metrics are available only from this machine. Set METRICS_TOKEN to read them from elsewhere.'
  return problem({ status: 403, code: 'metrics_local_only', detail }, callIdsOf(callerOf(c)))
}

const isLoopback = (ip = '') => ip === '::1' || /^(::ffff:)?127\./.test(ip)
