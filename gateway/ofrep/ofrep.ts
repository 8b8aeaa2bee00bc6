import type { IncomingMessage, RequestListener } from 'node:http'
import { checkType, parseBody } from '@/gateway/body'
import { countRefusal } from '@/gateway/count-refusal'
import { type Gateway, remember } from '@/gateway/gateway'
import { type CallTrace, keepRefusal } from '@/gateway/keep-refusal'
import { type Caller, callIdsOf, contextOf, keyIn, requestIdOf } from '@/gateway/key-check'
import { BadRequest, problemOf } from '@/gateway/problems'
import { meterOf } from '@/gateway/route-meter'
import { answering } from '@/lib/answering'
import { countCall } from '@/lib/calls/call-counts'
import { Refused } from '@/lib/errors'
import { within } from '@/lib/flow/within'
import { log } from '@/lib/log'
import { outageOf } from '@/lib/outage'
import { promptFlag } from '@/lib/prompts/content/flags'
import type { RawContext } from '@/lib/prompts/evaluation/context'
import type { Evaluation } from '@/lib/prompts/evaluation/outcomes'
import { type AskedPrompt, type AskPrompt, askPrompt } from '@/lib/prompts/serving/ask-prompt'
import { promptRuntime } from '@/lib/prompts/serving/runtime'
import type { Current } from '@/lib/prompts/serving/store'
import { type NamedUser, namedUsers } from '@/lib/refused-calls/named-users'
import { flagAnswer, isFailure, isFlagKey, ofJson } from './ofrep-answers'
import { bulkAnswer } from './ofrep-bulk'
import { describeOfrep } from './ofrep-description'
import { answerOf, answerWith, callerAt, type OfrepAnswer, readText, send } from './plain-http'

const path = '/ofrep/v1/evaluate/flags'
const ours = /^\/ofrep\/v1\/evaluate\/flags(?:\/([^/?]+))?(?:\?(.*))?$/

const unreadMsMax = 1_000

type Call = { key: string | undefined; search: string | undefined; caller: Caller; request: IncomingMessage }

export function registerOfrepRoutes(gateway: Gateway) {
  describeOfrep(gateway)
  for (const place of [path, `${path}/{key}`] as const)
    remember(gateway, { method: 'post', path: place, takes: askPrompt.takes })
}

/**
 * Serves the OpenFeature Remote Evaluation Protocol 0.3.0, whose errors have their own form: a key and an error code.
 * Every app start sends a request, so it bypasses the framework. Returns undefined for other requests.
 */
export function ofrepListener(gateway: Gateway) {
  const meters = { one: meterOf('POST', `${path}/{key}`), all: meterOf('POST', path) }
  return ({ method, url = '' }: IncomingMessage): RequestListener | undefined => {
    const found = method === 'POST' ? ours.exec(url) : null
    if (!found) return undefined
    const [, key, search] = found
    return async (request, response) => {
      const startedAt = performance.now()
      const trace: CallTrace = {}
      const answer = await answered(gateway, { key, search, caller: callerAt(request), request }, trace)
      if (trace.ctx && answer.status < 400) countCall(gateway.database.db, trace.ctx.environment.id, 'evaluation', null)
      send(response, answer)
      meters[key === undefined ? 'all' : 'one'].count(answer.status, startedAt)
    }
  }
}

async function answered(gateway: Gateway, call: Call, trace: CallTrace): Promise<OfrepAnswer> {
  const requestId = requestIdOf(call.caller)
  const key = call.key && decoded(call.key)
  try {
    const found = contextOf(gateway, call.caller, { requestId })
    const ctx = found instanceof Promise ? await answering(gateway.database, found) : found
    trace.ctx = ctx
    if (key !== undefined && !isFlagKey(key))
      return failed(404, { key, errorCode: 'FLAG_NOT_FOUND', errorDetails: `No flag is called “${key}”.` })
    checkType(call.caller.header('content-type'))
    const raw = contextIn(await readText(call.request), trace)
    const runtime = await promptRuntime(gateway.database)
    const input: AskPrompt = { runtime, raw, isCounted: key === undefined || key === promptFlag }
    if (key === undefined) return withAge(await bulkAnswer(ctx, input, call), runtime.store.ageSeconds())
    const asking = askPrompt(ctx, input)
    const asked = asking instanceof Promise ? await asking : asking
    const ageSeconds = runtime.store.ageSeconds()
    return key === promptFlag ? shownAnswer(asked, ageSeconds) : withAge(flagged(flagAnswer(key, asked)), ageSeconds)
  } catch (error) {
    countRefusal(gateway, { call: 'evaluation', error: refusalOf(error), trace, caller: call.caller })
    const refused = { call: `POST ${path}`, error: refusalOf(error), requestId, trace, key: keyIn(call.caller) }
    await keepRefusal(gateway, refused, () => unreadContextUsers(call.request))
    return failureOf(error, key) ?? answerOf(problemOf(error, { ...callIdsOf(call.caller), requestId }))
  }
}

/** Adds the age of the state behind the response: while the database is down, responses come from memory. */
const withAge = ({ status, headers, body }: OfrepAnswer, ageSeconds: number): OfrepAnswer => ({
  status,
  headers: [...headers, 'age', String(ageSeconds)],
  body,
})

type Ready = { ageSeconds: number; answers: Map<Evaluation, OfrepAnswer> }
const ready = new WeakMap<Current, Ready>()

/** The response depends only on the evaluation and its age, so it is built once per configuration and second. */
function shownAnswer(asked: AskedPrompt, ageSeconds: number): OfrepAnswer {
  if (asked.unreadable !== undefined) return withAge(flagged(flagAnswer(promptFlag, asked)), ageSeconds)
  let known = ready.get(asked.current)
  if (known?.ageSeconds !== ageSeconds) {
    known = { ageSeconds, answers: new Map() }
    ready.set(asked.current, known)
  }
  let answer = known.answers.get(asked.evaluation)
  if (!answer) {
    answer = withAge(flagged(flagAnswer(promptFlag, asked)), ageSeconds)
    known.answers.set(asked.evaluation, answer)
  }
  return answer
}

const flagged = (answer: object) => answerWith(isFailure(answer) ? 400 : 200, ofJson, JSON.stringify(answer))

function contextIn(body: string, trace: CallTrace): RawContext {
  const { value, faults } = parseBody(body)
  trace.body = { value }
  const [fault] = Object.entries(faults)
  if (fault) throw new Failure('INVALID_CONTEXT', `${fault[0]}: ${fault[1].join(' ')}`)
  if (!isRecord(value)) throw new Failure('PARSE_ERROR', 'The body must be a JSON object with a context.')
  if (!isRecord(value.context)) throw new Failure('INVALID_CONTEXT', 'The body has no context object.')
  return value.context
}

/** Finds the customers named in an unread body, after the key was rejected. */
async function unreadContextUsers(request: IncomingMessage): Promise<NamedUser[]> {
  if (request.readableEnded) return []
  const found = await within(
    unreadMsMax,
    readText(request).then((text) => namedUsers(parseBody(text).value)),
  ).catch(() => [])
  return Array.isArray(found) ? found : []
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

/** Converts the protocol's errors to those of other calls, for counting. */
const refusalOf = (error: unknown) =>
  error instanceof Failure ? new Refused('invalid', error.message, {}, error.errorCode.toLowerCase()) : error

/** Returns the protocol's error response, or undefined if the protocol has no code for the error. */
function failureOf(error: unknown, key: string | undefined): OfrepAnswer | undefined {
  const named = key === undefined ? {} : { key }
  if (error instanceof Failure)
    return failed(400, { ...named, errorCode: error.errorCode, errorDetails: error.message })
  if (error instanceof BadRequest && error.fault.status === 400)
    return failed(400, { ...named, errorCode: 'PARSE_ERROR', errorDetails: error.fault.detail })
  if (error instanceof Refused && error.reason === 'invalid')
    return failed(400, { ...named, errorCode: 'INVALID_CONTEXT', errorDetails: error.message })
  if (error instanceof Refused || error instanceof BadRequest || outageOf(error)) return undefined
  log.error({ err: error }, 'evaluation failed')
  return failed(500, {
    ...named,
    errorCode: 'GENERAL',
    errorDetails: 'Internal error. It was logged; include the request ID if you report it.',
  })
}

const failed = (status: number, body: object) => answerWith(status, ofJson, JSON.stringify(body))

/** Decodes the flag key. An invalid escape names no flag, and is shown as sent. */
function decoded(key: string) {
  if (!key.includes('%')) return key
  try {
    return decodeURIComponent(key)
  } catch {
    return key
  }
}
