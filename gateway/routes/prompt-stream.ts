import { describeEndpoint } from '@/gateway/describe'
import { type ApiCall, type Gateway, register } from '@/gateway/gateway'
import { callerOf, callIdsOf, contextOf } from '@/gateway/key-check'
import { problemOf } from '@/gateway/problems'
import { answering } from '@/lib/answering'
import { followPrompt } from '@/lib/prompts/serving/follow-prompt'
import { promptRuntime } from '@/lib/prompts/serving/runtime'
import { placeOfToken } from '@/lib/prompts/serving/stream-token'
import type { PromptStreams, StreamRight } from '@/lib/prompts/serving/streams'

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'access-control-allow-origin': '*',
  'x-accel-buffering': 'no',
}

/** A phone that stops reading is disconnected before it costs memory. It gets the current state when it reconnects. */
const unreadChunksMax = 64

export function registerPromptStream(gateway: Gateway) {
  const place = { method: 'get', path: '/api/v1/prompt/stream', takes: followPrompt.takes } as const
  describeEndpoint(gateway, {
    ...place,
    operationId: 'followPrompt',
    tag: 'Prompt',
    summary: 'Follow the prompt’s changes',
    description:
      'Sends server-sent events: one `refetchEvaluation` on connection and one after each change of the environment’s prompt. Clients that can’t send headers can use the URL in `eventStreams` of a bulk evaluation. If you send a `Targeting-Key` header (percent-encoded), Pushdesk notices when the client stops listening, and no longer counts it among the clients that a revision should reach.',
    answers: {
      200: {
        description: 'An event stream that stays open.',
        headers: { Age: 'Seconds since the database last confirmed the first event’s state.' },
      },
    },
  })
  register(gateway, place, async (c) => {
    const ids = callIdsOf(callerOf(c))
    try {
      const [right, { streams, store }] = await Promise.all([
        answering(gateway.database, rightOf(gateway, c, ids.requestId)),
        promptRuntime(gateway.database),
      ])
      const targetingKey = targetingKeyIn(c.req.header('targeting-key'))
      return new Response(follow(streams, { ...right, targetingKey }), {
        headers: { ...headers, age: String(store.ageSeconds()), 'x-request-id': ids.requestId },
      })
    } catch (error) {
      return problemOf(error, ids)
    }
  })
}

async function rightOf(gateway: Gateway, c: ApiCall, requestId: string): Promise<StreamRight> {
  const token = c.req.query('token')
  if (token !== undefined) return placeOfToken(gateway.database.db, { token, address: callerOf(c).ip, now: Date.now() })
  return followPrompt(await contextOf(gateway, callerOf(c), { requestId }), undefined)
}

/**
 * Reads the percent-encoded key: headers hold only ASCII. Returns undefined if it can't be decoded; the stream works
 * without.
 */
function targetingKeyIn(header: string | undefined): string | undefined {
  try {
    return header === undefined ? undefined : decodeURIComponent(header)
  } catch {
    return undefined
  }
}

function follow(streams: PromptStreams, right: StreamRight) {
  let leave: (() => void) | undefined
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        leave = streams.add(right, {
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
