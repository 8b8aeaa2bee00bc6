'use client'

import { Plus, Trash2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Combobox } from '@/components/ui/combobox'
import { IconButton } from '@/components/ui/icon-button'
import { Section } from '@/components/ui/section'
import { TextField } from '@/components/ui/text-field'
import type { PromptContent } from '@/lib/prompts/content'
import { scheduleSentence } from '@/lib/prompts/sentences'
import { ShareField } from './share-field'
import type { Draft } from './use-draft'
import { instantOf, wallTime } from './wall-time'

type Schedule = PromptContent['schedule']

const timeZones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')].map((zone) => ({
  value: zone,
  label: zone.replaceAll('_', ' '),
}))

export function ScheduleEditor({ draft }: { draft: Draft }) {
  const { schedule, rollout } = draft.shown
  const set = (change: Partial<Schedule>) =>
    draft.change((content) => ({ ...content, schedule: { ...content.schedule, ...change } }))
  const { timeZone, steps } = schedule

  function ramp() {
    const dayMs = 86_400_000
    const start = Math.ceil((Date.now() + 3_600_000) / 3_600_000) * 3_600_000
    set({
      steps: [10_000, 25_000, 50_000, 100_000].map((share, index) => ({
        at: new Date(start + index * dayMs).toISOString(),
        share,
      })),
    })
  }

  return (
    <Section
      title="Schedule"
      description={scheduleSentence(schedule)}
      actions={
        <>
          <Button size="small" variant="ghost" onClick={ramp}>
            Ramp over four days
          </Button>
          <Button
            size="small"
            variant="ghost"
            icon={<Plus aria-hidden className="size-3.5" />}
            onClick={() =>
              set({ steps: [...steps, { at: nextStepAt(steps), share: steps.at(-1)?.share ?? rollout.share }] })
            }
          >
            Add a step
          </Button>
        </>
      }
    >
      <div className="grid gap-4 sm:grid-cols-3">
        <TimeField
          label="Starts"
          at={schedule.startsAt}
          timeZone={timeZone}
          errors={draft.errorsAt('schedule.startsAt')}
          onChange={(startsAt) => set({ startsAt })}
        />
        <TimeField
          label="Ends"
          at={schedule.endsAt}
          timeZone={timeZone}
          errors={draft.errorsAt('schedule.endsAt')}
          onChange={(endsAt) => set({ endsAt })}
        />
        <Combobox
          label="Time zone"
          options={timeZones}
          value={timeZone}
          errors={draft.errorsAt('schedule.timeZone')}
          onValueChange={(zone) => set({ timeZone: zone })}
        />
      </div>
      {steps.length > 0 && (
        <ol className="flex flex-col gap-2">
          {steps.map((step, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place
            <li key={index} className="flex flex-wrap items-end gap-x-4 gap-y-2 rounded-surface border px-3 py-2.5">
              <TimeField
                label={`Step ${index + 1} from`}
                at={step.at}
                timeZone={timeZone}
                errors={draft.errorsAt(`schedule.steps.${index}`)}
                onChange={(at) =>
                  at && set({ steps: steps.map((one, place) => (place === index ? { ...one, at } : one)) })
                }
              />
              <ShareField
                label={`Share of step ${index + 1}`}
                share={step.share}
                onChange={(share) =>
                  set({ steps: steps.map((one, place) => (place === index ? { ...one, share } : one)) })
                }
              />
              <IconButton
                label={`Remove step ${index + 1}`}
                icon={<Trash2 aria-hidden className="size-3.5" />}
                onClick={() => set({ steps: steps.filter((_, place) => place !== index) })}
              />
            </li>
          ))}
        </ol>
      )}
    </Section>
  )
}

type TimeProps = {
  label: string
  at: string | null
  timeZone: string
  errors?: string[]
  onChange: (at: string | null) => void
}

function TimeField({ label, at, timeZone, errors, onChange }: TimeProps) {
  return (
    <TextField
      label={label}
      type="datetime-local"
      isOptional={at === null}
      value={at ? wallTime(at, timeZone) : ''}
      errors={errors}
      onChange={(event) => onChange(event.target.value ? instantOf(event.target.value, timeZone) : null)}
    />
  )
}

const nextStepAt = (steps: Schedule['steps']) => {
  const last = steps.at(-1)
  return new Date(
    last ? Date.parse(last.at) + 86_400_000 : Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 3_600_000,
  ).toISOString()
}
