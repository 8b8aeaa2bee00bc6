import { isDeepStrictEqual } from 'node:util'
import { plural } from '@/lib/format/number'
import type { PromptContent } from '@/lib/prompts/content/content'
import { boundariesOf } from '@/lib/prompts/content/schedule'
import { timeIn } from '@/lib/prompts/content/sentences'
import type { Impact } from './impact'
import { asksAlmostEveryone, rampWarnings } from './share-over-time'

type Changed = { content: PromptContent | null; inherited: PromptContent; now: Date }

/** Warnings about a whole change that is valid but likely to be a mistake. */
export const warningsOf = ({ reach, ...changed }: Changed & { reach: Impact }) => [
  ...contentWarnings(changed),
  ...(changed.content ? sdkWarnings(changed.content, reach) : []),
]

/** Warnings from the content alone. If it inherits, its schedule is the inherited one. */
export function contentWarnings({ content, inherited, now }: Changed): string[] {
  const ramp = rampWarnings(content ?? inherited, now)
  if (!content) return ramp
  const warnings = [...ramp]
  const { schedule, rules, rollout, isOn } = content
  const sharesEver = [rollout.share, ...schedule.steps.map(({ share }) => share), ...rules.map(({ share }) => share)]
  if (isOn && sharesEver.every((share) => share === 0))
    warnings.push('The prompt is on, but every rule and rollout percentage is 0%, so no one is asked.')
  if (schedule.endsAt && schedule.endsAt <= now.toISOString())
    warnings.push(`The schedule has ended: ${timeIn(schedule.endsAt, schedule.timeZone)} (${schedule.timeZone}).`)
  const past = boundariesOf(schedule).filter(({ at }) => at <= now.toISOString() && at !== schedule.endsAt)
  if (past.length)
    warnings.push(
      past.length === 1
        ? 'One scheduled change is in the past and takes effect right away.'
        : `${past.length} scheduled changes are in the past and take effect right away.`,
    )
  const everyone = rules.findIndex(asksAlmostEveryone)
  if (everyone >= 0 && everyone < rules.length - 1)
    warnings.push(`Rule ${everyone + 1} matches almost every customer, so later rules rarely run.`)
  if (isDeepStrictEqual({ ...content, stopsBelow: false }, { ...inherited, stopsBelow: false }))
    warnings.push('This matches the inherited configuration. You can reset to inherited instead.')
  return warnings
}

function sdkWarnings({ sdkVersionMin }: PromptContent, { olderSdk }: Impact): string[] {
  if (olderSdk === 0) return []
  const [have, are] = olderSdk === 1 ? ['has', 'isn’t'] : ['have', 'aren’t']
  return [
    `${plural(olderSdk, 'client')} ${have} an SDK older than ${sdkVersionMin} or of an unknown version, and ${are} asked.`,
  ]
}
