import type { PromptAnswer, PromptWords } from './prompt-answer'
import type { Permission } from './push-state'

export type PromptEventKind = 'displayed' | 'accepted' | 'dismissed' | 'system_authorized' | 'system_denied'

/** Why a customer who joined the queue isn't asked. `unreachable` includes a server that is too slow. */
export type NotAskedBecause =
  | 'no_user'
  | 'answered'
  | 'already_decided'
  | 'turned_off'
  | 'asked_recently'
  | 'asked_enough'
  | 'unreachable'

/** The prompt to show, with the functions to call on its events. Each event is counted once. */
export type Prompt = {
  words: PromptWords
  revision: string | undefined
  /** Call when the prompt is visible. */
  displayed(): void
  /** Call when the customer wants notifications. Shows the iOS alert and returns the permission after it. */
  accept(): Promise<Permission>
  /** Call when the customer doesn't want to be asked now. */
  dismiss(): void
}

export type PromptDecision = { ask: true; prompt: Prompt } | { ask: false; because: NotAskedBecause }

type Options = {
  answer: PromptAnswer & { words: PromptWords }
  record: (kind: PromptEventKind) => void
  onDisplayed: () => void
  onAnswered: () => void
  requestPermission: () => Promise<Permission>
}

export function createPrompt({ answer, record, onDisplayed, onAnswered, requestPermission }: Options): Prompt {
  const said = new Set<PromptEventKind>()
  function once(kind: PromptEventKind): boolean {
    if (said.has(kind)) return false
    said.add(kind)
    record(kind)
    return true
  }
  return {
    words: answer.words,
    revision: answer.revision,
    displayed() {
      if (once('displayed')) onDisplayed()
    },
    async accept() {
      onAnswered()
      once('accepted')
      const permission = await requestPermission()
      once(permission === 'denied' || permission === 'notDetermined' ? 'system_denied' : 'system_authorized')
      return permission
    },
    dismiss() {
      onAnswered()
      once('dismissed')
    },
  }
}
