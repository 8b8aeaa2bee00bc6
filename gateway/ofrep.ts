import { createHash } from 'node:crypto'
import type { Database, MachineContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { log } from '@/lib/log'
import { type AskPrompt, askPrompt } from '@/lib/prompts/ask-prompt'
import { promptFlag } from '@/lib/prompts/flags'
import { promptRuntime } from '@/lib/prompts/runtime'
import { streamToken } from '@/lib/prompts/stream-token'
import { empty, json } from './answers'
import { readJson } from './body'
import { onCall } from './endpoint'
import type { Asked, Gateway } from './gateway'
import { flagAnswer, flagKeys, isFailure, isFlagKey } from './ofrep-answers'
import { describeOfrep } from './ofrep-description'
import { BadRequest } from './problems'

const inactivityDelaySec = 120

/** OpenFeature Remote Evaluation Protocol 0.3.0. Its errors have their own form: a key and an error code. */
export function registerOfrepRoutes(gateway: Gateway) {
  describeOfrep(gateway)
  const path = '/ofrep/v1/evaluate/flags'
  onCall(gateway, { method: 'post', path: `${path}/{key}`, takes: 'either' }, (ctx, c) =>
    orFailure(c.req.param('key'), () => answerOne(gateway.database, ctx, c)),
  )
  onCall(gateway, { method: 'post', path, takes: 'either' }, (ctx, c) =>
    orFailure(undefined, () => answerAll(gateway.database, ctx, c)),
  )
}

async function answerOne(database: Database, ctx: MachineContext, c: Asked) {
  const key = c.req.param('key') ?? ''
  if (!isFlagKey(key))
    return json({ key, errorCode: 'FLAG_NOT_FOUND', errorDetails: `There is no flag “${key}”.` }, 404)
  const asked = await askPrompt(ctx, await inputOf(database, c, key === promptFlag))
  const answer = flagAnswer(key, asked)
  return json(answer, isFailure(answer) ? 400 : 200)
}

async function answerAll(database: Database, ctx: MachineContext, c: Asked) {
  const configEtag = c.req.query('flagConfigEtag')
  const asked = await askPrompt(ctx, { ...(await inputOf(database, c, true)), configEtag })
  const flags = flagKeys.map((key) => flagAnswer(key, asked))
  // Some providers cannot parse an answer with these two fields, so only who asks for them gets them.
  const body = JSON.stringify(
    c.req.query('eventStreams') === '1'
      ? { flags, metadata: { revision: asked.current.effective.revision }, eventStreams: [eventStream(ctx)] }
      : { flags },
  )
  // Of the answer itself: providers keep an ETag although the context has changed.
  const etag = `"${createHash('sha1').update(body).digest('base64url')}"`
  if (hasTag(c.req.header('if-none-match'), etag)) return empty(304, { etag })
  return new Response(body, { headers: json200(etag) })
}

const json200 = (etag: string) => ({
  'content-type': 'application/json',
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag, Retry-After, X-Request-Id',
  'cache-control': 'no-cache',
  'x-content-type-options': 'nosniff',
  etag,
})

function eventStream({ environment, key }: MachineContext) {
  const token = streamToken({ environmentId: environment.id, keyId: key.id, now: Date.now() })
  return { type: 'sse', endpoint: { requestUri: `/api/v1/prompt/stream?token=${token}` }, inactivityDelaySec }
}

/** Quoted, weak or bare, alone or in a list: clients send all of them. */
function hasTag(header: string | undefined, etag: string) {
  if (!header) return false
  const bare = etag.slice(1, -1)
  return header.split(',').some((given) => given.trim().replace(/^W\//, '').replace(/^"|"$/g, '') === bare)
}

async function inputOf(database: Database, c: Asked, isCounted: boolean): Promise<AskPrompt> {
  const [body, runtime] = await Promise.all([readJson(c), promptRuntime(database)])
  if (!isRecord(body)) throw new Failure('PARSE_ERROR', 'The body must be a JSON object with a context.')
  const { context } = body
  if (!isRecord(context)) throw new Failure('INVALID_CONTEXT', 'The body has no context object.')
  const { targetingKey } = context
  if (targetingKey !== undefined && typeof targetingKey !== 'string')
    throw new Failure('INVALID_CONTEXT', 'The targetingKey must be a string.')
  return { runtime, raw: context, isCounted }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

class Failure extends Error {
  constructor(
    readonly errorCode: 'PARSE_ERROR' | 'INVALID_CONTEXT',
    message: string,
  ) {
    super(message)
  }
}

async function orFailure(key: string | undefined, answer: () => Promise<Response>): Promise<Response> {
  const named = key === undefined ? {} : { key }
  try {
    return await answer()
  } catch (error) {
    if (error instanceof Failure)
      return json({ ...named, errorCode: error.errorCode, errorDetails: error.message }, 400)
    if (error instanceof BadRequest && error.fault.status === 400)
      return json({ ...named, errorCode: 'PARSE_ERROR', errorDetails: error.fault.detail }, 400)
    if (error instanceof Refused && error.reason === 'invalid')
      return json({ ...named, errorCode: 'INVALID_CONTEXT', errorDetails: error.message }, 400)
    if (error instanceof Refused || error instanceof BadRequest) throw error
    log.error({ err: error }, 'an evaluation failed')
    return json({ ...named, errorCode: 'GENERAL', errorDetails: 'This is our fault. It has been logged.' }, 500)
  }
}
