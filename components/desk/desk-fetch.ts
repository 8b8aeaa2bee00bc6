import type { FieldErrors } from '@/lib/errors'
import { read, type Shape } from '@/lib/shape'
import { untilBack } from './away'
import { askToSignIn, signedInAgain } from './session-end'
import { goToSecondFactor, isSecondFactorRequired } from './to-second-factor'

/** A refused or failed request, with the server's message and the request ID. The status is 0 without a response. */
export class FetchFailed extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly requestId: string | undefined,
    readonly fields: FieldErrors = {},
  ) {
    super(message)
  }
}

/**
 * Fetches one of the dashboard's own routes. If the session has ended, the person first signs in again on this page.
 * The response then says so, and the request isn't repeated.
 */
export async function deskFetch(path: string, init?: RequestInit): Promise<Response> {
  const answer = await fetch(path, init)
  if (answer.status === 403 && isSecondFactorRequired(await codeOf(answer.clone()))) goToSecondFactor()
  if (answer.status !== 401) return answer
  await askToSignIn()
  return Response.json({ title: signedInAgain, code: 'signed_out' }, { status: 401 })
}

async function codeOf(answer: Response): Promise<unknown> {
  const body: { code?: unknown } = await answer.json().catch(() => ({}))
  return body.code
}

export async function fetchJson<Value>(path: string, shape: Shape<Value>, init?: RequestInit): Promise<Value> {
  const answer = await deskFetch(path, init).catch((error: unknown) => {
    if (init?.signal?.aborted) throw error
    void untilBack()
    throw new FetchFailed(noResponse, 0, undefined)
  })
  if (!answer.ok) throw await failureOf(answer)
  return read(shape, await answer.json())
}

/** Like fetchJson, but as a POST: for input that is too long for a URL or mustn't be in one. */
export const askJson = <Value>(path: string, shape: Shape<Value>, asked: object, signal?: AbortSignal) =>
  fetchJson(path, shape, { method: 'POST', body: JSON.stringify(asked), signal })

/** For polls on every page. They neither ask for a sign-in after the session has ended nor keep the session alive. */
export async function pollJson<Value>(path: string, shape: Shape<Value>, signal: AbortSignal): Promise<Value> {
  const answer = await fetch(path, { signal, headers: { 'x-pushdesk-unattended': '1' } })
  if (!answer.ok) throw await failureOf(answer)
  return read(shape, await answer.json())
}

const noResponse = 'Pushdesk didn’t respond.'

export const failureWords = (error: unknown) => (error instanceof FetchFailed ? error.message : noResponse)

export async function failureOf(answer: Response) {
  const body: { title?: string; requestId?: string; fields?: FieldErrors } = await answer.json().catch(() => ({}))
  const { title = `The server answered ${answer.status}.`, requestId, fields } = body
  return new FetchFailed(title, answer.status, requestId, fields)
}
