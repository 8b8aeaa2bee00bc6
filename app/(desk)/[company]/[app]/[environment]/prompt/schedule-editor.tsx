'use client'

import { Plus, Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import { Button } from '@/components/ui/button'
import { Combobox } from '@/components/ui/combobox'
import { DateTimeField } from '@/components/ui/date-time-field'
import { IconButton } from '@/components/ui/icon-button'
import { Section } from '@/components/ui/section'
import { isInstant } from '@/components/ui/wall-time'
import type { PromptContent } from '@/lib/prompts/content'
import { scheduleSentence } from '@/lib/prompts/sentences'
import { ShareField } from './share-field'
import { presentName, timeZoneOptions } from './time-zones'
import type { Draft } from './use-draft'

type Schedule = PromptContent['schedule']

const hourMs = 3_600_000
const dayMs = 24 * hourMs

export function ScheduleEditor({ draft }: { draft: Draft }) {
  const { schedule, rollout } = draft.shown
  const set = (change: Partial<Schedule>) =>
    draft.change((content) => ({ ...content, schedule: { ...content.schedule, ...change } }))
  const { timeZone, steps } = schedule
  const zones = useMemo(() => timeZoneOptions(timeZone), [timeZone])

  function ramp() {
    const start = nextFullHour() + hourMs
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
        <DateTimeField
          label="Starts"
          isOptional={schedule.startsAt === null}
          at={schedule.startsAt}
          timeZone={timeZone}
          errors={draft.errorsAt('schedule.startsAt')}
          onChange={(startsAt) => set({ startsAt })}
        />
        <DateTimeField
          label="Ends"
          isOptional={schedule.endsAt === null}
          at={schedule.endsAt}
          timeZone={timeZone}
          errors={draft.errorsAt('schedule.endsAt')}
          onChange={(endsAt) => set({ endsAt })}
        />
        <Combobox
          label="Time zone"
          options={zones}
          value={presentName(timeZone)}
          errors={draft.errorsAt('schedule.timeZone')}
          onValueChange={(zone) => set({ timeZone: zone })}
        />
      </div>
      {steps.length > 0 && (
        <ol className="flex flex-col gap-2">
          {steps.map((step, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place
            <li key={index} className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-surface border px-3 py-2.5">
              <DateTimeField
                label={`Step ${index + 1} from`}
                at={step.at}
                timeZone={timeZone}
                errors={draft.errorsAt(`schedule.steps.${index}`)}
                onChange={(at) =>
                  // A step needs a time: an emptied one is refused until it has one.
                  set({ steps: steps.map((one, place) => (place === index ? { ...one, at: at ?? '' } : one)) })
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

function nextStepAt(steps: Schedule['steps']) {
  const last = steps.findLast(({ at }) => isInstant(at))
  return new Date(last ? Date.parse(last.at) + dayMs : nextFullHour()).toISOString()
}

const nextFullHour = () => (Math.floor(Date.now() / hourMs) + 1) * hourMs
