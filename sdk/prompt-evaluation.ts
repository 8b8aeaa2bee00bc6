import { type PromptAnswer, promptAnswerIn } from './prompt-answer'
import type { Requester } from './request'
import { targetingKey, type User } from './user'

/** Attributes for rules: permission, locale, versions, and anything else the app adds. */
export type PromptContext = { [name: string]: PromptValue | undefined }
/** A rule names a nested value by its path: `user.plan`. */
type PromptValue = string | number | boolean | null | PromptValue[] | { [name: string]: PromptValue | undefined }

type Question = {
  user: User
  context: PromptContext
  timeoutMs: number
  /** Identifies the change from the event stream, if that caused this request. */
  configEtag?: string
}

type Kept = { contextKey: string; etag: string; answer: PromptAnswer }

const path = '/ofrep/v1/evaluate/flags'

/**
 * Evaluates the prompt for a customer with OFREP's bulk request. Keeps the last answer with its ETag, so that an
 * unchanged one costs a 304. The answer is valid for one context only, and never replaces a missing response.
 */
export function createPromptEvaluation(send: Requester) {
  let kept: Kept | undefined

  return async ({ user, context, timeoutMs, configEtag }: Question) => {
    const body = { context: { ...context, ...named(user, context.user), targetingKey: targetingKey(user) } }
    const contextKey = JSON.stringify(body)
    const known = kept?.contextKey === contextKey ? kept : undefined
    const answer = await send({
      method: 'POST',
      path: configEtag ? `${path}?flagConfigEtag=${encodeURIComponent(configEtag)}` : path,
      user,
      body,
      timeoutMs,
      headers: known ? { 'if-none-match': known.etag } : {},
    })
    if (answer.status === 304 && known) return known.answer
    const fresh = promptAnswerIn(answer.body)
    const etag = answer.headers.get('etag')
    kept = etag ? { contextKey, etag, answer: fresh } : undefined
    return fresh
  }
}

/** The app may add attributes to the user, but not change the ID. */
function named(user: User, more: PromptContext[string]) {
  if (typeof more !== 'object' || more === null || Array.isArray(more)) return 'id' in user ? { user } : {}
  const { id: _, ...facts } = more
  return { user: { ...facts, ...('id' in user ? user : {}) } }
}
