import type { PromptContent, Rule } from '@/lib/prompts/content/content'
import { parseVersion, type Version } from '@/lib/prompts/content/version'
import { type Chosen, wordsPicker } from '@/lib/prompts/content/words'
import { compileCondition, type Lists, type Test } from './compile-condition'
import { type Outcomes, outcomesOf } from './outcomes'
import { type ReadAttribute, readsOf } from './unreadable'

export type CompiledRule = { rule: Rule; number: number; tests: Test[]; outcomes: Outcomes }

/** A configuration prepared for evaluation: lists as sets, parsed versions and patterns. Evaluation only compares. */
export type CompiledPrompt = {
  content: PromptContent
  /** `<configuration id>:<number>`, as clients send it back. */
  revision: string
  rules: CompiledRule[]
  sdkVersionMin: Version | undefined
  startsAt: number | undefined
  endsAt: number | undefined
  steps: { at: number; share: number }[]
  /** The attributes that a decision depends on and that a client may send in an unreadable form. */
  reads: readonly ReadAttribute[]
  wordsFor: (locale: string | undefined) => Chosen
}

export const noLists: Lists = new Map()

export function compilePrompt(content: PromptContent, revision: string, lists: Lists = noLists): CompiledPrompt {
  const { startsAt, endsAt, steps } = content.schedule
  return {
    content,
    revision,
    rules: content.rules.map((rule, index) => ({
      rule,
      number: index + 1,
      tests: rule.conditions.map((condition) => compileCondition(condition, lists)),
      outcomes: outcomesOf(`rule:${rule.id}`),
    })),
    sdkVersionMin: (content.sdkVersionMin && parseVersion(content.sdkVersionMin)) || undefined,
    startsAt: startsAt ? Date.parse(startsAt) : undefined,
    endsAt: endsAt ? Date.parse(endsAt) : undefined,
    steps: steps.map((step) => ({ at: Date.parse(step.at), share: step.share })),
    reads: readsOf(content),
    wordsFor: wordsPicker(content.words),
  }
}
