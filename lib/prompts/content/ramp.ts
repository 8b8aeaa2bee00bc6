import type { PromptContent } from './content'
import { shareWhole } from './share'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const shares = [10_000, 25_000, 50_000, shareWhole] as const

/**
 * Starts at 10%, then asks more each day until everyone is asked. The first step is the rollout itself: the previous
 * rollout could ask more until a scheduled first step.
 */
export function rampOverFourDays(content: PromptContent, now: Date): PromptContent {
  const [first, ...later] = shares
  const begins = nextStepAt({ ...content.schedule, steps: [] }, now)
  const steps = later.map((share, index) => ({
    at: new Date(Date.parse(begins) + (index + 1) * dayMs).toISOString(),
    share,
  }))
  return { ...content, rollout: { ...content.rollout, share: first }, schedule: { ...content.schedule, steps } }
}

/** A day after the last step. A first step comes at the next full hour, or at the start if that is later. */
export function nextStepAt({ startsAt, steps }: PromptContent['schedule'], now: Date): string {
  const last = steps.map(({ at }) => Date.parse(at)).findLast((at) => !Number.isNaN(at))
  if (last !== undefined) return new Date(last + dayMs).toISOString()
  const hour = (Math.floor(now.getTime() / hourMs) + 1) * hourMs
  // A start that is still being typed isn't a time yet.
  return new Date(Math.max(Date.parse(startsAt ?? '') || 0, hour)).toISOString()
}
