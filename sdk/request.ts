import { PushdeskFailure } from './failure'
import { failureOf } from './problem'
import type { User } from './user'

/**
 * Returns the signed User-Token for a customer with an `id`. `refresh` is true if the last one was rejected.
 * Undefined if the company doesn't use identity verification.
 */
export type UserTokenProvider = (user: { id: string }, options: { refresh: boolean }) => Promise<string | undefined>

export type Requester = (request: ApiRequest) => Promise<Answer>

type ApiRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  body?: unknown
  headers?: Record<string, string>
  /** The customer on whose behalf the request is sent. Determines the User-Token. */
  user: User | undefined
  timeoutMs?: number
}

export type Answer = { status: number; headers: Headers; body: unknown }

type Options = {
  endpoint: string
  publishableKey: string
  fetch: typeof globalThis.fetch
  userToken: UserTokenProvider | undefined
}

const timeoutMsDefault = 10_000

/** Returns responses below 400. Throws everything else as a PushdeskFailure. */
export function createRequester(options: Options): Requester {
  return async (request) => {
    const token = await userTokenFor(options, request.user, false)
    try {
      return await sendOnce(options, request, token)
    } catch (error) {
      if (!(error instanceof PushdeskFailure) || error.kind !== 'identity_refused') throw error
      // The token may only have expired: retry once with a fresh one.
      const fresh = await userTokenFor(options, request.user, true)
      if (!fresh || fresh === token) throw error
      return sendOnce(options, request, fresh)
    }
  }
}

async function userTokenFor({ userToken }: Options, user: User | undefined, refresh: boolean) {
  if (!userToken || !user || !('id' in user)) return undefined
  try {
    return await userToken({ id: user.id }, { refresh })
  } catch (cause) {
    throw new PushdeskFailure('offline', 'The app could not get the customer’s User-Token.', { cause })
  }
}

async function sendOnce(options: Options, request: ApiRequest, userToken: string | undefined): Promise<Answer> {
  const { method, path, body, headers, timeoutMs = timeoutMsDefault } = request
  const signal = AbortSignal.timeout(timeoutMs)
  let response: Response
  let text: string
  try {
    response = await options.fetch(new URL(path, options.endpoint), {
      method,
      signal,
      headers: {
        authorization: `Bearer ${options.publishableKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(userToken ? { 'user-token': userToken } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    text = await response.text()
  } catch (cause) {
    const why = signal.aborted
      ? `Pushdesk did not answer within ${timeoutMs / 1000} s.`
      : 'Pushdesk could not be reached.'
    throw new PushdeskFailure('offline', why, { cause })
  }
  if (response.status >= 400) throw failureOf(response, text)
  return { status: response.status, headers: response.headers, body: jsonOf(response, text) }
}

function jsonOf(response: Response, text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch (cause) {
    // A captive portal responds 200 with its own page.
    throw new PushdeskFailure('server_error', 'The answer is not JSON.', { status: response.status, cause })
  }
}
