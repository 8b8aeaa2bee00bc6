'use client'

import { useState } from 'react'
import { Checkbox } from '@/components/ui/form/checkbox'
import { FieldErrorList } from '@/components/ui/form/field'
import { Select } from '@/components/ui/form/select'
import { type FormState, fieldErrors } from '@/lib/form-state'
import { causeWords } from './cause-words'
import { quietSpans, severities, type Topic, topicWords, waitChoices } from './rule-words'

export type Rules = {
  severityMin: 'warning' | 'critical'
  topics: readonly Topic[]
  causes: readonly string[]
  quietMinutes: number
  unacknowledgedMinutes: number
}

type Props = { kind: string; rules: Rules; state: FormState<unknown> }

/** Selects what a channel reports, and when. */
export function ChannelRuleFields({ kind, rules, state }: Props) {
  const [isAll, setAll] = useState(rules.causes.length === 0)
  const topics = topicWords.filter(({ value }) => kind !== 'pagerduty' || value === 'incidents')
  const errors = fieldErrors(state, 'topics')
  return (
    <>
      <fieldset className="flex flex-col gap-2" aria-describedby={errors?.length ? 'topics-error' : undefined}>
        <legend className="mb-1 font-medium">Reports</legend>
        {topics.map(({ value, label, hint }) => (
          <Checkbox
            key={value}
            name="topics"
            label={label}
            hint={hint}
            value={value}
            defaultChecked={rules.topics.includes(value)}
          />
        ))}
        {errors?.length ? <FieldErrorList id="topics-error" errors={errors} /> : null}
      </fieldset>
      <Select
        label="Severity"
        name="severityMin"
        options={severities}
        defaultValue={rules.severityMin}
        errors={fieldErrors(state, 'severityMin')}
      />
      <Select
        label="Notify"
        name="unacknowledgedMinutes"
        hint="With a delay, the channel reports only incidents that no one has acknowledged by then."
        options={withOwn(
          waitChoices,
          rules.unacknowledgedMinutes,
          (minutes) => `After ${minutes} minutes, if no one has acknowledged it`,
        )}
        defaultValue={String(rules.unacknowledgedMinutes)}
        errors={fieldErrors(state, 'unacknowledgedMinutes')}
      />
      <Select
        label="Repeat at most every"
        name="quietMinutes"
        hint="How long Pushdesk waits before it reports again that more customers are affected."
        options={withOwn(quietSpans, rules.quietMinutes, (minutes) => `${minutes} minutes`)}
        defaultValue={String(rules.quietMinutes)}
        errors={fieldErrors(state, 'quietMinutes')}
      />
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 font-medium">Causes</legend>
        <Checkbox label="All causes" checked={isAll} onCheckedChange={setAll} />
        {!isAll &&
          causeWords.map(({ value, label }) => (
            <Checkbox
              key={value}
              name="causes"
              label={label}
              value={value}
              defaultChecked={rules.causes.includes(value)}
            />
          ))}
      </fieldset>
    </>
  )
}

type Choice = { value: string; label: string }

/** Adds the stored number of minutes, because the API may have set one that isn't offered here. */
const withOwn = (choices: readonly Choice[], minutes: number, word: (minutes: number) => string): readonly Choice[] =>
  choices.some(({ value }) => value === String(minutes))
    ? choices
    : [...choices, { value: String(minutes), label: word(minutes) }]
