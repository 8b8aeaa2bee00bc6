import type { PromptContent } from './content'
import { shareWhole } from './share'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const shares = [10_000, 25_000, 50_000, shareWhole] as const

/**
 * 10% from the beginning, then more each day until everyone is asked. The first step is the rollout itself: what applied
 * before would ask more than it until it comes.
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

/** A day after the last step; the first one at the next full hour, or at the start where that comes later. */
export function nextStepAt({ startsAt, steps }: PromptContent['schedule'], now: Date): string {
  const last = steps.map(({ at }) => Date.parse(at)).findLast((at) => !Number.isNaN(at))
  if (last !== undefined) return new Date(last + dayMs).toISOString()
  const hour = (Math.floor(now.getTime() / hourMs) + 1) * hourMs
  // A start that is still being typed is no moment yet.
  return new Date(Math.max(Date.parse(startsAt ?? '') || 0, hour)).toISOString()
}
