import type { PromptActs } from '@/app/api/desk/prompt/[act]/route'
import { deskFetch } from '@/components/desk/desk-fetch'
import type { FieldErrors } from '@/lib/errors'
import type { Change } from '@/lib/prompts/changes'

type Act = keyof PromptActs
/** As it comes over the wire: instants are text there. */
type Wire<T> = T extends Date ? string : T extends object ? { [Key in keyof T]: Wire<T[Key]> } : T
export type Answer<Name extends Act> = Wire<Awaited<ReturnType<PromptActs[Name]>>>

export type Conflict = { path: string; label: string; base: string; mine: string; theirs: string }
type Problem = {
  title?: string
  code?: string
  fields?: FieldErrors
  requestId?: string
  by?: string
  at?: string
  conflicts?: Conflict[]
  theirChanges?: Change[]
}

/** What the server refused, with all it said about it. */
export class ActRefused extends Error {
  constructor(
    readonly problem: Problem,
    readonly status: number,
  ) {
    super(problem.title ?? `Pushdesk responded with ${status}.`)
  }
}

export async function promptAct<Name extends Act>(
  act: Name,
  input: Record<string, unknown>,
  signal?: AbortSignal,
): Promise<Answer<Name>> {
  const response = await deskFetch(`/api/desk/prompt/${act}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
    signal,
  })
  const body = await response.json().catch(() => ({}))
  if (!response.ok) throw new ActRefused(body, response.status)
  return body
}

export const refusalWords = (error: unknown) => (error instanceof Error ? error.message : 'Couldn’t reach Pushdesk.')
