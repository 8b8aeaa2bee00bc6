import { read, type Shape } from '@/lib/shape'

/** What the server refused, or could not do, with its sentence and the request's id. */
export class FetchFailed extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly requestId: string | undefined,
  ) {
    super(message)
  }
}

export async function fetchJson<Value>(url: string, shape: Shape<Value>, signal?: AbortSignal): Promise<Value> {
  const response = await fetch(url, { signal, headers: { accept: 'application/json' } })
  if (!response.ok) throw await failureOf(response)
  return read(shape, await response.json())
}

export async function failureOf(response: Response) {
  const body: { title?: string; requestId?: string } = await response.json().catch(() => ({}))
  return new FetchFailed(body.title ?? `The server answered ${response.status}.`, response.status, body.requestId)
}
