import { timingSafeEqual } from 'node:crypto'
import { collectDefaultMetrics, register as registry } from 'prom-client'
import { registerDeliveryGauges } from '@/lib/deliveries/metrics'
import { env } from '@/lib/env'
import { registerPromptGauges } from '@/lib/prompts/metrics'
import { hashOf } from '@/lib/secrets'
import { text } from './answers'
import { type Asked, type Gateway, register } from './gateway'
import { callerOf, requestIdOf } from './key-check'
import { problem } from './problems'
import { exposeRoutes } from './route-meter'

let hasDefaults = false

export function registerMetrics(gateway: Gateway) {
  if (!hasDefaults) collectDefaultMetrics()
  hasDefaults = true
  registerDeliveryGauges(gateway.database)
  registerPromptGauges(gateway.database)
  register(gateway, { method: 'get', path: '/metrics', takes: 'nobody' }, async (c) => {
    const refusal = refusalOf(c)
    if (refusal) return refusal
    return text(`${await registry.metrics()}\n${exposeRoutes()}`, registry.contentType)
  })
}

/** With a token, whoever has it; without one, this machine alone, and no proxy on it that speaks for others. */
function refusalOf(c: Asked): Response | undefined {
  const token = env().METRICS_TOKEN
  if (token) {
    const given = c.req.header('authorization')?.replace(/^bearer +/i, '') ?? ''
    if (timingSafeEqual(Buffer.from(hashOf(given)), Buffer.from(hashOf(token)))) return undefined
    const fault = { status: 401, code: 'metrics_token_invalid', detail: 'Send METRICS_TOKEN as a bearer token.' }
    return problem({ ...fault, headers: { 'www-authenticate': 'Bearer realm="metrics"' } }, requestIdOf(callerOf(c)))
  }
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => c.req.header(name))
  if (isLoopback(callerOf(c).ip) && !isForwarded) return undefined
  const detail = 'Metrics are available only from this machine. Set METRICS_TOKEN to read them from elsewhere.'
  return problem({ status: 403, code: 'metrics_local_only', detail }, requestIdOf(callerOf(c)))
}

const isLoopback = (ip = '') => ip === '::1' || /^(::ffff:)?127\./.test(ip)
