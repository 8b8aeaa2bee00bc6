import type { z } from 'zod'

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

export async function fetchJson<Schema extends z.ZodType>(
  url: string,
  schema: Schema,
  signal?: AbortSignal,
): Promise<z.output<Schema>> {
  const response = await fetch(url, { signal, headers: { accept: 'application/json' } })
  if (!response.ok) throw await failureOf(response)
  return schema.parse(await response.json())
}

export async function failureOf(response: Response) {
  const body: { title?: string; requestId?: string } = await response.json().catch(() => ({}))
  return new FetchFailed(body.title ?? `The server answered ${response.status}.`, response.status, body.requestId)
}
