import { PushdeskFailure } from './failure'
import { createPrompt, type NotAskedBecause, type Prompt, type PromptDecision, type PromptEventKind } from './prompt'
import type { PromptAnswer, PromptWords } from './prompt-answer'
import type { createPromptHistory } from './prompt-history'
import type { Permission } from './push-state'
import type { User } from './user'

/** The customer's place in the queue, as far as the prompt is concerned. */
export type Queue = {
  readonly decision: PromptDecision
  /** Call when the customer was served or gave up. */
  leave(): void
}

type Options = {
  user: User | undefined
  permission: () => Permission
  requestPermission: () => Promise<Permission>
  evaluate: (user: User, configEtag: string | undefined) => Promise<PromptAnswer>
  history: ReturnType<typeof createPromptHistory>
  record: (user: User, kind: PromptEventKind, revision: string | undefined) => void
  onFailure: (failure: PushdeskFailure) => void
  onChange: ((decision: PromptDecision) => void) | undefined
}

/** Decides whether to ask, and decides again whenever the configuration changes while the customer waits. */
export function createQueue(options: Options) {
  const { user, permission, requestPermission, history, onChange } = options
  let decision: PromptDecision = no('unreachable')
  let shown: Prompt | undefined
  let isAnswered = false
  let hasLeft = false

  async function decide(configEtag?: string): Promise<PromptDecision> {
    if (!user) return no('no_user')
    if (isAnswered) return no('answered')
    if (permission() === 'authorized' || permission() === 'denied') return no('already_decided')
    const answer = await options.evaluate(user, configEtag).catch(unreachable)
    // A visible prompt stays on the screen while Pushdesk is unreachable.
    if (!answer) return shown && decision.ask ? decision : no('unreachable')
    const { words } = answer
    if (!answer.isOn || !words) return no(offBecause[answer.decidedBy ?? ''] ?? 'turned_off')
    if (shown) return { ask: true, prompt: { ...shown, words } }
    const objection = history.objection(user, answer.reask)
    return objection ? no(objection) : { ask: true, prompt: promptFor(user, { ...answer, words }) }
  }

  function promptFor(asked: User, answer: PromptAnswer & { words: PromptWords }): Prompt {
    const prompt = createPrompt({
      answer,
      requestPermission,
      record: (kind) => options.record(asked, kind, answer.revision),
      onDisplayed() {
        shown = prompt
        history.noteAsked(asked)
      },
      onAnswered() {
        isAnswered = true
        decision = no('answered')
      },
    })
    return prompt
  }

  function unreachable(error: unknown): undefined {
    if (!(error instanceof PushdeskFailure)) throw error
    options.onFailure(error)
  }

  return {
    async join(): Promise<Queue> {
      decision = await decide()
      return {
        get decision() {
          return decision
        },
        leave() {
          hasLeft = true
        },
      }
    },
    /** Decides again, because the configuration may have changed. */
    async review(configEtag: string | undefined) {
      const next = await decide(configEtag)
      if (hasLeft || isSame(decision, next)) return
      decision = next
      onChange?.(next)
    },
    hasLeft: () => hasLeft,
  }
}

/** Server steps that give a more precise reason than off. */
const offBecause: Record<string, NotAskedBecause> = { asked: 'asked_recently', permission: 'already_decided' }

const no = (because: NotAskedBecause): PromptDecision => ({ ask: false, because })

function isSame(one: PromptDecision, other: PromptDecision): boolean {
  if (one.ask && other.ask) return JSON.stringify(one.prompt.words) === JSON.stringify(other.prompt.words)
  return !one.ask && !other.ask && one.because === other.because
}
