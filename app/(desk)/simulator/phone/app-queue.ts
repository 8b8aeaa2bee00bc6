import type { Queue } from '@/sdk/join-queue'
import type { Prompt, PromptDecision } from '@/sdk/prompt'
import { isOn } from './app-notifications'
import type { AppParts } from './app-parts'

/** The queue screen with the prompt over it. */
export function createAppQueue({ pushdesk, show, enable }: AppParts & { enable: () => Promise<void> }) {
  let queue: Queue | undefined
  let prompt: Prompt | undefined

  function decided(decision: PromptDecision) {
    prompt = decision.ask ? decision.prompt : undefined
    show(
      decision.ask
        ? { prompt: decision.prompt.words, notAsked: undefined }
        : { prompt: undefined, notAsked: decision.because },
    )
    prompt?.displayed()
  }

  /** Removes the prompt from the screen and returns it. */
  function takePrompt() {
    const taken = prompt
    prompt = undefined
    show({ prompt: undefined })
    return taken
  }

  return {
    isJoined: () => queue !== undefined,
    async join() {
      if (queue) return
      show({ screen: 'queue', notAsked: undefined, prompt: undefined, notice: undefined })
      queue = await pushdesk.joinQueue({ onChange: decided })
      decided(queue.decision)
    },
    leave() {
      queue?.leave()
      queue = undefined
      prompt = undefined
      show({ prompt: undefined, notAsked: undefined })
    },
    async acceptPrompt() {
      const permission = await takePrompt()?.accept()
      if (permission && isOn(permission)) await enable()
    },
    dismissPrompt: () => takePrompt()?.dismiss(),
  }
}
