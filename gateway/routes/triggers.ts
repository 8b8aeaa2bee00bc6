import { z } from 'zod'
import { jsonAnswer } from '@/gateway/answers'
import { describeEndpoint } from '@/gateway/describe'
import { type Gateway, register } from '@/gateway/gateway'
import { callerOf, requestIdOf } from '@/gateway/key-check'
import { problemOf } from '@/gateway/problems'
import { meterOf } from '@/gateway/route-meter'
import { answering } from '@/lib/answering'
import { networkOf } from '@/lib/client-network'
import { Refused } from '@/lib/errors'
import { TokenBuckets } from '@/lib/keys/token-buckets'
import { beginCall, endCall } from '@/lib/tracing/tracing'
import { pullTrigger } from '@/lib/triggers/pull-trigger'
import { TriggerActName } from '@/lib/triggers/trigger-view'

const method = 'post'
const path = '/api/v1/triggers/{token}'

/**
 * The limit per address, for right and wrong URLs alike. 256 bits can't be guessed; the limit protects the database.
 */
const perSecond = 1
const atOnce = 60

const Pulled = z
  .object({
    trigger: z.string().meta({ description: 'The trigger’s name.', examples: ['Alertmanager, production'] }),
    act: TriggerActName,
    outcome: z.enum(['off', 'paused']).meta({ description: 'The current state, even if an earlier call caused it.' }),
    revision: z.int().meta({ description: 'The revision of the app’s prompt with that state.', examples: [13] }),
  })
  .meta({ id: 'PulledTrigger' })

/** Registers secret URLs that do one thing each, for alert managers, which can only call a URL. The body isn't read. */
export function registerTriggerRoutes(gateway: Gateway) {
  const addresses = new TokenBuckets(10_000)
  const meter = meterOf('POST', path)
  describeEndpoint(gateway, {
    method,
    path,
    takes: 'nobody',
    operationId: 'pullTrigger',
    tag: 'Prompt',
    summary: 'Call a trigger',
    description:
      'Turns the prompt off or pauses its rollout right away, depending on the trigger, without review or approval. The URL is the credential, so the call needs no key and no body. If you repeat the call, Pushdesk returns the same response. A GET does nothing.',
    params: z.strictObject({ token: z.string().meta({ description: 'The secret part of the URL.' }) }),
    answers: { 200: { description: 'Done, by this call or an earlier one.', schema: Pulled } },
    mayBe: [404, 409],
  })
  register(gateway, { method, path, takes: 'nobody' }, async (c) => {
    const startedAt = performance.now()
    const caller = callerOf(c)
    const requestId = requestIdOf(caller)
    const span = beginCall(caller.header('traceparent'), { method: 'POST', route: path })
    async function answered() {
      const retryAfterSeconds = addresses.of(networkOf(caller.ip ?? ''), perSecond, atOnce).take()
      if (retryAfterSeconds > 0)
        throw new Refused('too-many', 'Too many trigger calls came from this IP address.', {}, 'rate_limited', {
          retryAfterSeconds,
        })
      const asked = { token: c.req.param('token') ?? '', requestId, ip: caller.ip }
      const { name, act, revision } = await pullTrigger(gateway.database.db, asked)
      const outcome = outcomes[act]
      return jsonAnswer({ trigger: name, act, outcome, revision }, 200, { 'x-request-id': requestId })
    }
    const response = await answering(gateway.database, answered()).catch((error: unknown) =>
      problemOf(error, { requestId, traceId: span.trace.traceId }),
    )
    meter.count(response.status, startedAt)
    endCall(span, { status: response.status })
    return response
  })
}

const outcomes = { turn_off: 'off', pause_rollout: 'paused' } as const
