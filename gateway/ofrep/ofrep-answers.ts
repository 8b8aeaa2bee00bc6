import { promptContentFlag, promptFlag } from '@/lib/prompts/content/flags'
import type { AskedPrompt } from '@/lib/prompts/serving/ask-prompt'

export const flagKeys = [promptFlag, promptContentFlag] as const
export type FlagKey = (typeof flagKeys)[number]
export const isFlagKey = (key: string): key is FlagKey => flagKeys.some((known) => known === key)

export const ofJson = [
  ...['content-type', 'application/json'],
  ...['access-control-allow-origin', '*'],
  ...['access-control-expose-headers', 'Age, ETag, Retry-After, X-Request-Id'],
  ...['cache-control', 'no-cache'],
  ...['x-content-type-options', 'nosniff'],
]

type Failure = { key: string; errorCode: string; errorDetails: string }

/**
 * Builds a flag's response. It always has `value`, one of OFREP's five reasons, and metadata of strings and small
 * integers, because some clients accept nothing else.
 */
export function flagAnswer(key: FlagKey, asked: AskedPrompt) {
  return key === promptFlag ? shownFlag(asked) : contentFlag(asked)
}

export const isFailure = (answer: object): answer is Failure => 'errorCode' in answer

function shownFlag(asked: AskedPrompt) {
  const { evaluation } = asked
  if ('error' in evaluation) return missingKey(promptFlag)
  return {
    key: promptFlag,
    value: evaluation.value,
    reason: evaluation.reason,
    variant: evaluation.value ? 'on' : 'off',
    metadata: metadataOf(asked),
  }
}

function contentFlag(asked: AskedPrompt) {
  const { current, context, evaluation } = asked
  const { locale, title, body, accept, dismiss } = current.compiled.wordsFor(context.locale)
  const isOn = 'value' in evaluation && evaluation.value
  const { afterDays, timesMax } = current.effective.content.askAgain
  return {
    key: promptContentFlag,
    value: { title, body, accept, dismiss, locale, reaskAfterDays: afterDays, timesMax },
    reason: 'error' in evaluation ? 'STATIC' : evaluation.reason,
    variant: isOn ? 'on' : 'off',
    metadata: metadataOf(asked),
  }
}

function metadataOf({ current: { effective }, evaluation: { decidedBy }, unreadable }: AskedPrompt) {
  const { afterDays, timesMax } = effective.content.askAgain
  return {
    revision: effective.revision,
    source: effective.source,
    decidedBy,
    reaskAfterDays: afterDays,
    timesMax,
    ...(unreadable !== undefined && { unreadable }),
  }
}

const missingKey = (key: FlagKey): Failure => ({
  key,
  errorCode: 'TARGETING_KEY_MISSING',
  errorDetails: 'The prompt’s rollout is below 100%, so the context needs a targetingKey.',
})
