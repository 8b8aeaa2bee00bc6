import { z } from 'zod'
import type { Db } from '@/db/client'
import { findConfiguration, type PromptPlace } from '@/db/queries/prompts/prompts'
import { permissionLabels } from '@/lib/devices/device-labels'
import { countryWords } from '@/lib/format/locale'
import { plural } from '@/lib/format/number'
import { sentenceCase } from '@/lib/format/sentence-case'
import { Instant } from '@/lib/instant'
import type { Condition } from './content/conditions'
import { PromptContent } from './content/content'
import { patternOf, patternsMax } from './content/pattern'
import { askAgainSentence, conditionSentence, shareSentence } from './content/sentences'
import { percent, shareWhole } from './content/share'
import { savedByNewer } from './content/stored-content'
import { compilePrompt } from './evaluation/compile'
import { customerOf, type EvaluationContext, readContext } from './evaluation/context'
import { evaluate, faultAt } from './evaluation/evaluate'
import type { Evaluation } from './evaluation/outcomes'
import { attributeReader } from './evaluation/own-attribute'
import { isUnreadable, type ReadAttribute } from './evaluation/unreadable'
import { promptQuery } from './levels/at-place'
import { effectiveOf } from './levels/effective'
import { contentOfRevision, inheritedBy, levelsAt, membersOf } from './levels/stored'

const shape = {
  context: z.record(z.string(), z.unknown()),
  /** The default is now. */
  at: Instant.optional(),
  /** A past revision of this level, or the draft. Without either, the effective configuration is explained. */
  revision: z.int().min(0).optional(),
  draft: PromptContent.nullable().optional(),
}

export type ExplainedStep = {
  title: string
  sentence: string
  state: 'passed' | 'decided' | 'not_reached'
  conditions?: { sentence: string; actual: string; holds: boolean }[]
}

/** Explains every step of an evaluation with its reason, by observing the code that evaluates for phones. */
export const explainPrompt = promptQuery('prompt.read', shape, async ({ db, place, input }) => {
  const { steps, evaluation, verdict, words } = await explainAt(db, place, input)
  return { steps, evaluation, verdict, words }
})

type Asked = z.output<z.ZodObject<typeof shape>>

/** The same, for callers that have already checked access to the place. */
export async function explainAt(db: Db, place: PromptPlace, input: Asked) {
  const levels = await levelsAt(db, place)
  const inherited = inheritedBy(levels, place.scopeKind)
  const effective = effectiveOf(levels)
  const configuration = input.revision === undefined ? undefined : await findConfiguration(db, place)
  const chosen =
    input.draft !== undefined
      ? input.draft
      : input.revision !== undefined
        ? await contentOfRevision(db, { configurationId: configuration?.id, number: input.revision })
        : effective.content
  const content = chosen ?? inherited.content
  const isShown = content !== effective.content || effective.isReadable
  if (!isShown || (chosen === null && !inherited.isReadable)) throw savedByNewer('This prompt')
  const members = await membersOf(db, { contents: [content], companyId: place.companyId })
  const compiled = compilePrompt(content, effective.revision, members)
  const context = readContext(input.context)
  const now = input.at ? Date.parse(input.at) : Date.now()
  const steps: ExplainedStep[] = [sourceStep(input, chosen === null, effective)]
  const evaluation = evaluate(compiled, { context, now, observer: observerOf(steps, { content, context, now }) })
  const reached = new Set(steps.map(({ title }) => title))
  for (const [index, rule] of content.rules.entries()) {
    const title = ruleTitle(index + 1, rule.description)
    if (!reached.has(title)) steps.push({ title, sentence: 'Not reached.', state: 'not_reached' })
  }
  const words = compiled.wordsFor(context.locale)
  return { steps, evaluation, verdict: verdictOf(evaluation), words, content, effective }
}

type Watched = { content: PromptContent; context: EvaluationContext; now: number }

function observerOf(steps: ExplainedStep[], watched: Watched) {
  return {
    step: (name: keyof typeof titles, hasDecided: boolean) =>
      void steps.push({
        title: titles[name],
        sentence: stepSentence(name, hasDecided, watched),
        state: hasDecided ? 'decided' : 'passed',
      }),
    rule: (
      { rule, number }: { rule: PromptContent['rules'][number]; number: number },
      conditions: boolean[],
      holds: boolean,
    ) =>
      void steps.push({
        title: ruleTitle(number, rule.description),
        sentence: holds ? `Every condition matches: ${shareSentence(rule.share)}.` : 'Doesn’t match.',
        state: holds ? 'decided' : 'passed',
        conditions: rule.conditions.map((condition, index) => ({
          sentence: sentenceCase(conditionSentence(condition, watched.content.lists)) + patternNote(condition),
          actual: actualOf(condition, watched.context),
          holds: conditions[index] ?? false,
        })),
      }),
    share: (share: number, bucket: number | undefined) =>
      void steps.push({ title: 'Rollout', sentence: shareStep(share, bucket, watched.context), state: 'decided' }),
  } as const
}

const titles = {
  context: 'Evaluation context',
  switch: 'On or off',
  schedule: 'Schedule',
  permission: 'iOS permission',
  sdk: 'SDK version',
  asked: 'Frequency',
} as const

const ruleTitle = (number: number, description: string) => `Rule ${number}${description ? `: ${description}` : ''}`

function sourceStep(
  input: { draft?: unknown; revision?: number },
  inherits: boolean,
  effective: { source: string; isStopped: boolean },
): ExplainedStep {
  const from =
    input.draft !== undefined
      ? 'Unsaved changes'
      : input.revision !== undefined
        ? `Revision ${input.revision}`
        : effective.source === 'none'
          ? 'Not configured at any level, so no one is asked'
          : effective.isStopped
            ? `Forced off by the ${effective.source}`
            : `The ${effective.source}’s configuration is in effect`
  return { title: 'Configuration', sentence: `${from}${inherits ? ' (inherited)' : ''}.`, state: 'passed' }
}

function stepSentence(name: keyof typeof titles, hasDecided: boolean, { content, context, now }: Watched): string {
  switch (name) {
    case 'context':
      return `Pushdesk rejects it: ${faultAt(context, now)}`
    case 'switch':
      return hasDecided ? 'The prompt is off.' : 'The prompt is on.'
    case 'schedule':
      return hasDecided ? 'This time is outside the schedule.' : 'The schedule allows the prompt at this time.'
    case 'permission':
      if (context.permission === 'unknown')
        return `The app sent ${said(context.raw.permission ?? context.raw.osPermission)}, which isn’t an iOS authorization status. The customer may have denied notifications, so Pushdesk doesn’t ask.`
      if (!context.permission) return 'The app sent no permission, so the prompt may be shown.'
      return hasDecided
        ? `Permission is “${permissionLabels[context.permission]}”: the customer already answered the iOS alert.`
        : `Permission is “${permissionLabels[context.permission]}”, so the prompt may be shown.`
    case 'sdk':
      return content.sdkVersionMin === null
        ? 'No minimum SDK version.'
        : `Requires SDK ${content.sdkVersionMin} or later. ${sdkSentence(context)}`
    case 'asked':
      return `${askAgainSentence(content.askAgain)}. Asked ${plural(context.timesAsked ?? 0, 'time')} so far${hasDecided ? ', so not asked now' : ''}.`
  }
}

function sdkSentence(context: EvaluationContext): string {
  if (isUnreadable(context, 'sdkVersion'))
    return `This client sent ${said(context.raw.sdkVersion)}, which isn’t a version that Pushdesk can read.`
  return context.sdkVersion === undefined ? 'This client sent no version.' : `This client has ${context.sdkVersion}.`
}

/** A stored pattern may be older than the check. */
function patternNote({ operator, values }: Condition): string {
  if (operator !== 'matches') return ''
  const unusable = values.find((pattern, index) => index >= patternsMax || !patternOf(pattern))
  return unusable === undefined ? '' : `. Pushdesk can’t run the pattern ${unusable}, so it matches nothing. Replace it`
}

function actualOf(condition: Condition, context: EvaluationContext): string {
  const { attribute } = condition
  if (attribute === 'custom') return said(attributeReader(condition.name)(context.raw))
  if (attribute === 'customer') return said(customerOf(context))
  if (isUnreadable(context, attribute)) return `${said(context.raw[attribute])}, which isn’t a ${kinds[attribute]}`
  if (attribute === 'permission' && context.permission && context.permission !== 'unknown')
    return permissionLabels[context.permission].toLowerCase()
  if (attribute === 'country' && context.country) return countryWords(context.country)
  return said(context[attribute])
}

const kinds: Record<ReadAttribute, string> = {
  permission: 'permission state',
  locale: 'language tag',
  country: 'country code',
  appVersion: 'version',
  sdkVersion: 'version',
  osVersion: 'version',
}

function said(value: unknown): string {
  if (value === undefined || value === null) return 'not given'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function shareStep(share: number, bucket: number | undefined, { targetingKey }: EvaluationContext): string {
  if (share <= 0) return 'No one is asked.'
  if (share >= shareWhole) return 'Everyone is asked.'
  if (bucket === undefined)
    return `${percent(share)} are asked, but without a targeting key this customer isn’t in any bucket.`
  return `${targetingKey} is in bucket ${(bucket / 1_000).toFixed(3)} of 100. Buckets below ${share / 1_000} are asked.`
}

function verdictOf(evaluation: Evaluation): string {
  if ('details' in evaluation) return `No decision: ${evaluation.details}`
  if ('error' in evaluation) return 'No decision: the targeting key is missing.'
  return evaluation.value ? 'This customer is asked.' : 'This customer isn’t asked.'
}
