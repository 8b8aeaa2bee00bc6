import { isDeepStrictEqual } from 'node:util'
import type { PromptContent } from './content'
import type { Reach } from './reach'
import { boundariesOf } from './schedule'
import { timeIn } from './sentences'
import { shareWhole } from './share'

/** What is allowed and still likely to be a mistake. */
export function warningsOf({
  content,
  inherited,
  reach,
  now,
}: {
  content: PromptContent | null
  inherited: PromptContent
  reach: Reach
  now: Date
}): string[] {
  if (!content) return []
  const warnings: string[] = []
  const { schedule, rules, rollout, isOn } = content
  const sharesEver = [rollout.share, ...schedule.steps.map(({ share }) => share), ...rules.map(({ share }) => share)]
  if (isOn && sharesEver.every((share) => share === 0))
    warnings.push('It is on, but no rule and no share asks anybody.')
  if (schedule.endsAt && schedule.endsAt <= now.toISOString())
    warnings.push(`The schedule has ended: ${timeIn(schedule.endsAt, schedule.timeZone)} (${schedule.timeZone}).`)
  const past = boundariesOf(schedule).filter(({ at }) => at <= now.toISOString() && at !== schedule.endsAt)
  if (past.length)
    warnings.push(
      `${past.length === 1 ? 'One scheduled moment is' : `${past.length} scheduled moments are`} in the past and hold at once.`,
    )
  if (reach.olderSdk > 0)
    warnings.push(
      `${reach.olderSdk === 1 ? 'One client has' : `${reach.olderSdk.toLocaleString('en')} clients have`} an SDK older than ${content.sdkVersionMin}, which is never asked.`,
    )
  const everybody = rules.findIndex(
    ({ share, conditions }) => share === shareWhole && conditions.every((one) => one.operator === 'isNotSet'),
  )
  if (everybody >= 0 && everybody < rules.length - 1) warnings.push(`Few customers get past rule ${everybody + 1}.`)
  if (isDeepStrictEqual({ ...content, stopsBelow: false }, { ...inherited, stopsBelow: false }))
    warnings.push('This is the same as what would be inherited: you could inherit instead.')
  return warnings
}
