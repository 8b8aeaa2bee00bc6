import { bucketOf, shareWhole } from '@/lib/prompts/content/share'
import { compareVersions } from '@/lib/prompts/content/version'
import type { CompiledPrompt, CompiledRule } from './compile'
import { type EvaluationContext, versionIn } from './context'
import { type Evaluation, type Outcomes, outcomesOf, type PromptDecision } from './outcomes'

/** Called in order for each step passed or reached, to explain a decision. */
export type Observer = {
  step(name: 'context' | 'switch' | 'schedule' | 'sdk' | 'permission' | 'asked', hasDecided: boolean): void
  rule(rule: CompiledRule, conditions: boolean[], holds: boolean): void
  share(share: number, bucket: number | undefined): void
}

const dayMs = 86_400_000
/** How far ahead a phone's clock may be. */
const aheadMsMax = dayMs

/** Pure: the same prompt, context, and time always give the same answer. */
export function evaluate(
  prompt: CompiledPrompt,
  { context, now, observer }: { context: EvaluationContext; now: number; observer?: Observer },
): Evaluation {
  const details = faultAt(context, now)
  if (details !== undefined) {
    observer?.step('context', true)
    return { error: 'INVALID_CONTEXT', details, decidedBy: 'context' }
  }
  const gate = firstGate(prompt, context, now, observer)
  if (gate) return stopped[gate]
  for (const rule of prompt.rules) {
    const conditions = observer && rule.tests.map((test) => test(context))
    const holds = rule.tests.every((test) => test(context))
    observer?.rule(rule, conditions ?? [], holds)
    if (holds) return decide(prompt, context, rule.rule.share, rule.outcomes, observer)
  }
  return decide(prompt, context, shareAt(prompt, now), rollout, observer)
}

/** Why the context can't be right at that time, for its developer. */
export function faultAt({ fault, raw, lastDismissedAt }: EvaluationContext, now: number): string | undefined {
  if (fault !== undefined) return fault
  if (lastDismissedAt === undefined || lastDismissedAt <= now + aheadMsMax) return undefined
  return `lastDismissedAt is in the future: ${JSON.stringify(raw.lastDismissedAt)}.`
}

const gates = ['off', 'schedule', 'permission', 'sdk', 'asked'] as const

const rollout = outcomesOf('rollout', 'STATIC')
const stopped: Record<(typeof gates)[number], PromptDecision> = {
  off: { value: false, reason: 'DISABLED', decidedBy: 'off' },
  schedule: { value: false, reason: 'DISABLED', decidedBy: 'schedule' },
  permission: outcomesOf('permission').nobody,
  sdk: outcomesOf('sdk').nobody,
  asked: outcomesOf('asked').nobody,
}

function firstGate(prompt: CompiledPrompt, context: EvaluationContext, now: number, observer: Observer | undefined) {
  for (const gate of gates) {
    const hasDecided = isDecidedAt(gate, prompt, context, now)
    observer?.step(gate === 'off' ? 'switch' : gate, hasDecided)
    if (hasDecided) return gate
  }
  return undefined
}

function isDecidedAt(gate: (typeof gates)[number], prompt: CompiledPrompt, context: EvaluationContext, now: number) {
  switch (gate) {
    case 'off':
      return !prompt.content.isOn
    case 'schedule':
      return isOutside(prompt, now)
    case 'permission':
      return context.permission !== undefined && context.permission !== 'notDetermined'
    case 'sdk':
      return isTooOld(prompt, context)
    case 'asked':
      return wasAsked(prompt, context, now)
  }
}

const isOutside = ({ startsAt, endsAt }: CompiledPrompt, now: number) =>
  (startsAt !== undefined && now < startsAt) || (endsAt !== undefined && now >= endsAt)

/** An SDK that doesn't send its version counts as too old. */
function isTooOld({ sdkVersionMin }: CompiledPrompt, { sdkVersion }: EvaluationContext) {
  if (!sdkVersionMin) return false
  const version = versionIn(sdkVersion)
  return version === undefined || compareVersions(version, sdkVersionMin) < 0
}

function wasAsked({ content }: CompiledPrompt, { timesAsked, lastDismissedAt }: EvaluationContext, now: number) {
  const { afterDays, timesMax } = content.askAgain
  if (timesAsked !== undefined && timesAsked >= timesMax) return true
  // If the phone's clock is ahead, the wait begins now.
  return lastDismissedAt !== undefined && now < Math.min(lastDismissedAt, now) + afterDays * dayMs
}

/** The rollout's percentage at that time: that of the last ramp step that has begun, or else its own. */
export function shareAt({ content, steps }: CompiledPrompt, now: number) {
  let share = content.rollout.share
  for (const step of steps) if (step.at <= now) share = step.share
  return share
}

function decide(
  prompt: CompiledPrompt,
  context: EvaluationContext,
  share: number,
  outcomes: Outcomes,
  observer: Observer | undefined,
): Evaluation {
  const isWhole = share <= 0 || share >= shareWhole
  const bucket =
    isWhole || context.targetingKey === undefined
      ? undefined
      : bucketOf(context.targetingKey, prompt.content.rollout.salt)
  observer?.share(share, bucket)
  if (isWhole) return share > 0 ? outcomes.everyone : outcomes.nobody
  if (bucket === undefined) return outcomes.keyMissing
  return bucket < share ? outcomes.inShare : outcomes.outOfShare
}
