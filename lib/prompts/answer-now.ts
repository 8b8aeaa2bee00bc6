import type { PromptContent } from './content/content'
import { boundariesOf } from './content/schedule'
import { compilePrompt } from './evaluation/compile'
import { shareAt } from './evaluation/evaluate'
import { asksSomebody } from './publishing/impact'

/** What a configuration answers now. One that is on still asks no one before its schedule's start or at 0%. */
export function answerNow(content: PromptContent, now: Date) {
  const isOn = asksSomebody(content, now)
  return {
    isOn,
    share: isOn ? shareAt(compilePrompt(content, ''), now.getTime()) : 0,
    ruleCount: content.rules.length,
    /** The answer will change by itself. */
    isScheduled: content.isOn && boundariesOf(content.schedule).some(({ at }) => at > now.toISOString()),
  }
}
