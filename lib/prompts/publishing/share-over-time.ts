import type { PromptContent, Rule } from '@/lib/prompts/content/content'
import { timeIn } from '@/lib/prompts/content/sentences'
import { percent, shareWhole } from '@/lib/prompts/content/share'

type Scheduled = Pick<PromptContent, 'isOn' | 'rollout' | 'schedule'>

export type ShareFrom = { at: string; share: number }

/** The percentage of customers whom no rule matches, from `now` on, with an entry for each change. */
export function sharesFrom(content: Scheduled, now: Date): ShareFrom[] {
  const { startsAt, endsAt, steps } = content.schedule
  const moments = [startsAt, ...steps.map(({ at }) => at), endsAt].map(msOf).filter((at) => at > now.getTime())
  return [now.getTime(), ...[...new Set(moments)].sort((a, b) => a - b)]
    .map((at) => ({ at: new Date(at).toISOString(), share: shareAtMoment(content, at) }))
    .filter(({ share }, index, all) => share !== all[index - 1]?.share)
}

/**
 * Freezes the rollout in its current state: keeps the end, and drops all that the schedule would begin or raise later.
 * A rollout that hasn't begun stays at 0%. Undefined if nothing is ahead.
 */
export function pausedRollout(content: PromptContent, now: Date): PromptContent | undefined {
  const { startsAt, endsAt, steps } = content.schedule
  const isAhead = (at: string | null) => msOf(at) > now.getTime()
  const hasEnded = endsAt !== null && !isAhead(endsAt)
  const begins = isAhead(startsAt) && content.rollout.share > 0
  const come = steps.filter(({ at }) => !isAhead(at))
  if (!content.isOn || hasEnded || (!begins && come.length === steps.length)) return undefined
  const rollout = begins ? { ...content.rollout, share: 0 } : content.rollout
  return { ...content, rollout, schedule: { ...content.schedule, steps: come } }
}

/** Likely mistakes in a ramp. iOS shows its alert once, so a customer who was asked can't be un-asked. */
export function rampWarnings(content: Scheduled & Pick<PromptContent, 'rules'>, now: Date): string[] {
  const { schedule, rules } = content
  const ahead = schedule.steps.filter(({ at }) => msOf(at) > now.getTime() && isRunning(content, msOf(at)))
  const moment = (at: string) => `${timeIn(at, schedule.timeZone)} (${schedule.timeZone})`
  const [next] = ahead
  const asksEveryone =
    next !== undefined &&
    isRunning(content, now.getTime()) &&
    (shareAtMoment(content, now.getTime()) >= shareWhole || rules.some(asksAlmostEveryone))
  const lowered = ahead.flatMap((step) => {
    const before = shareAtMoment(content, msOf(step.at) - 1)
    if (step.share >= before || (asksEveryone && step === next)) return []
    return `From ${moment(step.at)}, only ${percent(step.share)} are asked, after ${percent(before)}. Customers who were asked before that can’t be un-asked.`
  })
  if (!asksEveryone) return lowered
  const who = rules.length && !rules.some(asksAlmostEveryone) ? 'Everyone whom no rule matches' : 'Everyone'
  return [
    `${who} is asked as soon as you save, before the schedule continues at ${moment(next.at)} with ${percent(next.share)}. iOS shows its alert only once, so this can’t be undone.`,
    ...lowered,
  ]
}

/** Whether a rule asks everyone it matches, and matches all customers who lack what few have. */
export const asksAlmostEveryone = ({ share, conditions }: Rule) =>
  share >= shareWhole && conditions.every(({ operator }) => operator === 'isNotSet')

function shareAtMoment(content: Scheduled, ms: number) {
  if (!isRunning(content, ms)) return 0
  const step = content.schedule.steps.findLast(({ at }) => msOf(at) <= ms)
  return (step ?? content.rollout).share
}

function isRunning({ isOn, schedule: { startsAt, endsAt } }: Scheduled, ms: number) {
  return isOn && !(ms < msOf(startsAt)) && !(ms >= msOf(endsAt))
}

/** NaN, for which every comparison is false, if there is no time or it isn't valid yet. */
const msOf = (at: string | null) => (at === null ? Number.NaN : Date.parse(at))
