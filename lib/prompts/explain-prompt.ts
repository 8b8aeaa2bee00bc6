import { z } from 'zod'
import { findConfiguration } from '@/db/queries/prompts'
import { permissionWords } from '../devices/device-words'
import { sentenceCase } from '../format/sentence-case'
import { Instant } from '../instant'
import { promptQuery } from './at-place'
import { compilePrompt } from './compile'
import type { Condition } from './conditions'
import { PromptContent } from './content'
import { customerOf, type EvaluationContext, readContext } from './context'
import { effectiveOf } from './effective'
import { evaluate, faultAt } from './evaluate'
import type { Evaluation } from './outcomes'
import { attributeReader } from './own-attribute'
import { askAgainSentence, conditionSentence, shareSentence } from './sentences'
import { percent, shareWhole } from './share'
import { contentOfRevision, inheritedBy, levelsAt, membersOf } from './stored'
import { savedByNewer } from './stored-content'
import { isUnreadable, type ReadAttribute } from './unreadable'

const shape = {
  context: z.record(z.string(), z.unknown()),
  /** Now, where it is absent. */
  at: Instant.optional(),
  /** A past revision of this place, or the draft; what is effective now where both are absent. */
  revision: z.int().min(0).optional(),
  draft: PromptContent.nullable().optional(),
}

export type ExplainedStep = {
  title: string
  sentence: string
  state: 'passed' | 'decided' | 'not_reached'
  conditions?: { sentence: string; actual: string; holds: boolean }[]
}

/** Every step of an evaluation with its reason: the same code that answers phones, watched. */
export const explainPrompt = promptQuery('prompt.read', shape, async ({ db, place, input }) => {
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
  return { steps, evaluation, verdict: verdictOf(evaluation), words: compiled.wordsFor(context.locale) }
})

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
        sentence: holds ? `Every condition holds: ${shareSentence(rule.share)}.` : 'It does not hold.',
        state: holds ? 'decided' : 'passed',
        conditions: rule.conditions.map((condition, index) => ({
          sentence: sentenceCase(conditionSentence(condition, watched.content.lists)),
          actual: actualOf(condition, watched.context),
          holds: conditions[index] ?? false,
        })),
      }),
    share: (share: number, bucket: number | undefined) =>
      void steps.push({ title: 'Share', sentence: shareStep(share, bucket, watched.context), state: 'decided' }),
  } as const
}

const titles = {
  context: 'Evaluation context',
  switch: 'Switch',
  schedule: 'Schedule',
  permission: 'Permission on the phone',
  sdk: 'SDK version',
  asked: 'Asked before',
} as const

const ruleTitle = (number: number, description: string) => `Rule ${number}${description ? `: ${description}` : ''}`

function sourceStep(
  input: { draft?: unknown; revision?: number },
  inherits: boolean,
  effective: { source: string; isStopped: boolean },
): ExplainedStep {
  const from =
    input.draft !== undefined
      ? 'The draft'
      : input.revision !== undefined
        ? `Revision ${input.revision}`
        : effective.source === 'none'
          ? 'Nothing is set anywhere, so nobody is asked'
          : effective.isStopped
            ? `Stopped by the ${effective.source} for everything below it`
            : `What the ${effective.source} sets applies`
  return { title: 'Configuration', sentence: `${from}${inherits ? ', which inherits' : ''}.`, state: 'passed' }
}

function stepSentence(name: keyof typeof titles, hasDecided: boolean, { content, context, now }: Watched): string {
  switch (name) {
    case 'context':
      return `Pushdesk refuses it: ${faultAt(context, now)}`
    case 'switch':
      return hasDecided ? 'The prompt is off.' : 'The prompt is on.'
    case 'schedule':
      return hasDecided ? 'This moment is outside the schedule.' : 'The schedule allows it at this moment.'
    case 'permission':
      if (context.permission === 'unknown')
        return `The app says ${said(context.raw.permission ?? context.raw.osPermission)}, which is none of the iOS authorization states. The customer may have refused, so Pushdesk doesn’t ask.`
      return hasDecided
        ? `iOS says ${context.permission}: this customer has decided already.`
        : `iOS says ${context.permission ?? 'nothing'}: the customer has not decided yet.`
    case 'sdk':
      return content.sdkVersionMin === null
        ? 'Any SDK version may ask.'
        : `${content.sdkVersionMin} or newer is needed, this is ${isUnreadable(context, 'sdkVersion') ? `${said(context.raw.sdkVersion)}, which Pushdesk can’t read as a version` : (context.sdkVersion ?? 'unknown')}.`
    case 'asked':
      return `${askAgainSentence(content.askAgain)}; asked ${context.timesAsked ?? 0} times so far${hasDecided ? ', so not now' : ''}.`
  }
}

function actualOf(condition: Condition, context: EvaluationContext): string {
  const { attribute } = condition
  if (attribute === 'custom') return said(attributeReader(condition.name)(context.raw))
  if (attribute === 'customer') return said(customerOf(context))
  if (isUnreadable(context, attribute)) return `${said(context.raw[attribute])}, which is not a ${kinds[attribute]}`
  if (attribute === 'permission' && context.permission && context.permission !== 'unknown')
    return permissionWords[context.permission].toLowerCase()
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
  if (share <= 0) return 'Nobody is asked here.'
  if (share >= shareWhole) return 'Everybody is asked here.'
  if (bucket === undefined)
    return `${percent(share)} are asked, but there is no targeting key to deal this customer by.`
  return `${targetingKey} is dealt into bucket ${(bucket / 1_000).toFixed(3)} of 100; below ${percent(share)} is asked.`
}

function verdictOf(evaluation: Evaluation): string {
  if ('details' in evaluation) return `No answer: ${evaluation.details}`
  if ('error' in evaluation) return 'No answer: the targeting key is missing.'
  return evaluation.value ? 'This customer is asked.' : 'This customer is not asked.'
}
