import { setTimeout as sleep } from 'node:timers/promises'
import type { Variables } from './secrets'

/** An error that ends a command: a sentence for the caller, and details, one per line. */
export class CommandError extends Error {
  override readonly name = 'CommandError'

  constructor(
    message: string,
    readonly lines: string[] = [],
  ) {
    super(message)
  }
}

type Problem = { status: number; code: string; detail: string; errors?: { path: string; message: string }[] }

/** A 4xx or 5xx response, in the server's words. */
export class ApiError extends CommandError {
  constructor(
    readonly problem: Problem,
    readonly call: string,
    /** Set if the request may be retried after this time. */
    readonly retryAfterMs?: number,
  ) {
    super(
      problem.detail,
      (problem.errors ?? []).map(({ path, message }) => (path ? `${path}: ${message}` : message)),
    )
  }
}

type ApiAnswer<Body> = { status: number; body: Body; etag: string | undefined }
type Sent = { body?: unknown; headers?: Record<string, string> }
export type Wait = (ms: number) => Promise<unknown>

/** A token's rate limit refills within seconds. If the wait would be longer, the command fails and says so. */
const waitSecondsMax = 30
const triesMax = 20

/**
 * Client for one server's management API. Waits when the token hits its rate limit. Throws ApiError for a 4xx or 5xx
 * response, and CommandError if the server doesn’t respond.
 */
export class Api {
  constructor(private readonly given: { url: string; token: string; wait?: Wait }) {}

  get url() {
    return this.given.url
  }

  async get<Body>(path: string): Promise<Body> {
    return (await this.call<Body>('GET', path)).body
  }

  async send<Body>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, sent: Sent = {}): Promise<Body> {
    return (await this.call<Body>(method, path, sent)).body
  }

  /** Returns undefined on a 404. */
  async find<Body>(path: string): Promise<ApiAnswer<Body> | undefined> {
    try {
      return await this.call<Body>('GET', path)
    } catch (error) {
      if (error instanceof ApiError && error.problem.status === 404) return undefined
      throw error
    }
  }

  /** Fetches every page of a list. */
  async all<Item>(path: string, name: string): Promise<Item[]> {
    const items: Item[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const search = new URLSearchParams({ limit: '200', ...(cursor && { cursor }) })
      const page: Record<string, Item[]> & { nextCursor: string | null } = await this.get(`${path}?${search}`)
      items.push(...(page[name] ?? []))
      cursor = page.nextCursor
    }
    return items
  }

  private async call<Body>(method: string, path: string, sent: Sent = {}): Promise<ApiAnswer<Body>> {
    for (let tries = 1; ; tries += 1)
      try {
        return await this.callOnce<Body>(method, path, sent)
      } catch (error) {
        // A rate-limited request had no effect, so every method is safe to retry.
        const waitMs =
          error instanceof ApiError && error.problem.code === 'rate_limited' ? error.retryAfterMs : undefined
        if (waitMs === undefined || waitMs > waitSecondsMax * 1_000 || tries === triesMax) throw error
        await (this.given.wait ?? sleep)(waitMs)
      }
  }

  private async callOnce<Body>(method: string, path: string, { body, headers }: Sent): Promise<ApiAnswer<Body>> {
    const { url, token } = this.given
    const response = await fetch(`${url}/api/v1/manage${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).catch((error: Error & { cause?: Error }) => {
      throw new CommandError(`${url} doesn’t respond: ${error.cause?.message || error.message}.`)
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    if (!isJson && text)
      throw new CommandError(
        `${url} isn’t a Pushdesk server: ${method} ${path} answered ${response.status} without JSON.`,
      )
    const answer = text ? JSON.parse(text) : undefined
    if (!response.ok) {
      const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
      throw new ApiError(answer as Problem, `${method} ${path}`, Number.isNaN(seconds) ? undefined : seconds * 1_000)
    }
    return { status: response.status, body: answer as Body, etag: response.headers.get('etag') ?? undefined }
  }
}

/** Builds the client from the variables. Throws CommandError if one is missing. */
export function apiFrom(variables: Variables, wait?: Wait): Api {
  const url = variables.PUSHDESK_URL ?? 'http://127.0.0.1:3000'
  const token = variables.PUSHDESK_TOKEN
  if (!token)
    throw new CommandError('Set PUSHDESK_TOKEN to a service token (st_…). An admin creates one on the Team page.')
  if (!URL.canParse(url)) throw new CommandError(`PUSHDESK_URL isn’t a URL: ${url}`)
  return new Api({ url: url.replace(/\/+$/, ''), token, wait })
}
