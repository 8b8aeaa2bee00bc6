import type { MachineContext } from '@/lib/context'
import { promptRuntime } from '@/lib/prompts/runtime'
import { placeOfToken } from '@/lib/prompts/stream-token'
import type { PromptStreams, StreamPlace } from '@/lib/prompts/streams'
import { describeEndpoint } from './describe'
import { type Asked, type Gateway, register } from './gateway'
import { callerOf, contextOf, requestIdOf } from './key-check'
import { problemOf } from './problems'

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'access-control-allow-origin': '*',
  'x-accel-buffering': 'no',
}

/** A phone that stopped reading is let go before it costs memory; it gets the present state when it comes back. */
const unreadChunksMax = 64

export function registerPromptStream(gateway: Gateway) {
  const place = { method: 'get', path: '/api/v1/prompt/stream', takes: 'either' } as const
  describeEndpoint(gateway, {
    ...place,
    operationId: 'followPrompt',
    tag: 'Prompt',
    summary: 'Follow the prompt’s changes',
    description:
      'Server-sent events: one `refetchEvaluation` at connect, one at each change of the environment’s prompt. Where no header can be sent, the `eventStreams` of a bulk evaluation has an address that needs none.',
    answers: { 200: { description: 'An event stream that stays open.' } },
  })
  register(gateway, place, async (c) => {
    const requestId = requestIdOf(callerOf(c))
    try {
      const [environment, { streams }] = await Promise.all([
        environmentOf(gateway, c, requestId),
        promptRuntime(gateway.database),
      ])
      return new Response(follow(streams, environment), { headers: { ...headers, 'x-request-id': requestId } })
    } catch (error) {
      return problemOf(error, requestId)
    }
  })
}

async function environmentOf(gateway: Gateway, c: Asked, requestId: string): Promise<StreamPlace> {
  const token = c.req.query('token')
  if (token !== undefined) return placeOfToken(gateway.database.db, { token, now: Date.now() })
  const { environment }: MachineContext = await contextOf(gateway, callerOf(c), requestId)
  return environment
}

function follow(streams: PromptStreams, environment: StreamPlace) {
  let leave: (() => void) | undefined
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        leave = streams.add(environment, {
          send(chunk) {
            if ((controller.desiredSize ?? 0) < -unreadChunksMax) return false
            controller.enqueue(chunk)
            return true
          },
          close: () => controller.close(),
        })
      },
      cancel: () => leave?.(),
    },
    { highWaterMark: 1 },
  )
}
