import { type FailureKind, type FieldError, PushdeskFailure } from './failure'

/** Reads an RFC 9457 problem response. Any other body (a proxy's page) still gives the right kind of failure. */
export function failureOf(response: Response, text: string): PushdeskFailure {
  const problem = problemIn(text)
  const code = typeof problem.code === 'string' ? problem.code : undefined
  const kind = kindOf(response.status, code)
  return new PushdeskFailure(kind, sentenceOf(problem) ?? `Pushdesk answered ${response.status}.`, {
    status: response.status,
    code,
    errors: fieldErrorsOf(problem),
    retryAfterMs: retryAfterMsOf(response.headers.get('retry-after')),
  })
}

function kindOf(status: number, code: string | undefined): FailureKind {
  if (code?.startsWith('identity_token')) return 'identity_refused'
  if (status === 401 || status === 403) return 'key_refused'
  if (status === 429) return 'rate_limited'
  if (status === 408 || status >= 500) return 'server_error'
  return 'invalid'
}

type Problem = Record<string, unknown>

function problemIn(text: string): Problem {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : {}
  } catch {
    return {}
  }
}

function sentenceOf({ detail, title, errorDetails }: Problem): string | undefined {
  return [detail, title, errorDetails].find((text): text is string => typeof text === 'string' && text !== '')
}

function fieldErrorsOf({ errors }: Problem): FieldError[] {
  if (!Array.isArray(errors)) return []
  return errors
    .filter(isRecord)
    .map(({ path, message }) => ({ path: String(path ?? ''), message: String(message ?? '') }))
}

function retryAfterMsOf(header: string | null): number | undefined {
  if (header === null) return undefined
  const seconds = Number(header)
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now()
  return Number.isFinite(ms) && ms >= 0 ? ms : undefined
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
