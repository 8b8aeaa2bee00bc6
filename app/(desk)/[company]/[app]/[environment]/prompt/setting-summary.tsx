'use client'

import { Described, DescriptionList } from '@/components/ui/description-list'
import { Section } from '@/components/ui/section'
import type { PromptContent } from '@/lib/prompts/content/content'
import { askAgainSentence, scheduleSentence, shareSentence } from '@/lib/prompts/content/sentences'
import { type WordPart, wordLabels } from '@/lib/prompts/content/word-limits'
import { LanguagePicker, useOpenLanguage } from './language-picker'
import { RuleNumber, RuleSentence } from './rules/rule-sentence'

/** A read-only configuration: an inherited one, or one that the reader can't change. */
export function SettingSummary({ content }: { content: PromptContent }) {
  const { isOn, stopsBelow, rules, lists, rollout, schedule, askAgain, sdkVersionMin, words } = content
  const open = useOpenLanguage(words)
  const current = words.locales[open]
  return (
    <div className="flex flex-col gap-7">
      <Section title={isOn ? 'On: customers are asked when they join a queue' : 'Off: no one is asked'}>
        <DescriptionList>
          {stopsBelow && <Described term="Lower levels">Forced off</Described>}
          <Described term="Schedule">{scheduleSentence(schedule)}</Described>
          <Described term="Frequency">{askAgainSentence(askAgain)}</Described>
          <Described term="Minimum SDK version">{sdkVersionMin ? `${sdkVersionMin} or later` : 'Any'}</Described>
        </DescriptionList>
      </Section>
      <Section
        title="Rules and rollout"
        description="Rules run from top to bottom; the first match decides. Customers who already answered the iOS alert aren’t asked."
      >
        <ol className="flex flex-col">
          {rules.map((rule, index) => (
            <li key={rule.id} className="flex gap-3 border-b py-2.5 first:pt-0">
              <RuleNumber number={index + 1} />
              <p className="min-w-0">
                <RuleSentence rule={rule} lists={lists} />
              </p>
            </li>
          ))}
          <li className="py-2.5 first:pt-0">
            <span className="text-quiet">{rules.length ? 'Everyone else' : 'Everyone'}:</span>{' '}
            <strong className="font-semibold">{shareSentence(rollout.share)}</strong>.
          </li>
        </ol>
      </Section>
      <Section title="Text">
        <LanguagePicker words={words} />
        {current && (
          <DescriptionList>
            {(Object.keys(wordLabels) as WordPart[]).map((part) => (
              <Described key={part} term={wordLabels[part]}>
                <span lang={open}>{current[part]}</span>
              </Described>
            ))}
          </DescriptionList>
        )}
      </Section>
    </div>
  )
}
