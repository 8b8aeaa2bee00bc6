'use client'

import { Plus, Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import { WarningList } from '@/app/(desk)/[company]/[app]/[environment]/prompt/review/warning-list'
import type { Draft } from '@/app/(desk)/[company]/[app]/[environment]/prompt/use-draft'
import { Button } from '@/components/ui/button'
import { Combobox } from '@/components/ui/form/combobox'
import { DateTimeField } from '@/components/ui/form/date-time-field'
import { IconButton } from '@/components/ui/icon-button'
import { Section } from '@/components/ui/section'
import { useNow } from '@/components/ui/time/now'
import type { PromptContent } from '@/lib/prompts/content/content'
import { nextStepAt, rampOverFourDays } from '@/lib/prompts/content/ramp'
import { scheduleSentence } from '@/lib/prompts/content/sentences'
import { rampWarnings, sharesFrom } from '@/lib/prompts/publishing/share-over-time'
import { ShareField } from './share-field'
import { ShareTimeline } from './share-timeline'
import { currentName, timeZoneOptions } from './time-zones'

type Schedule = PromptContent['schedule']

export function ScheduleEditor({ draft }: { draft: Draft }) {
  const { schedule, rollout } = draft.shown
  const set = (change: Partial<Schedule>) =>
    draft.change((content) => ({ ...content, schedule: { ...content.schedule, ...change } }))
  const { timeZone, steps } = schedule
  const zones = useMemo(() => timeZoneOptions(timeZone), [timeZone])

  const now = useNow()
  const shares = sharesFrom(draft.shown, now)

  return (
    <Section
      title="Schedule"
      description={scheduleSentence(schedule)}
      actions={
        <>
          <Button
            size="small"
            variant="ghost"
            onClick={() => draft.change((content) => rampOverFourDays(content, new Date()))}
          >
            Ramp up over 4 days
          </Button>
          <Button
            size="small"
            variant="ghost"
            icon={<Plus aria-hidden className="size-3.5" />}
            onClick={() =>
              set({
                steps: [
                  ...steps,
                  { at: nextStepAt(schedule, new Date()), share: steps.at(-1)?.share ?? rollout.share },
                ],
              })
            }
          >
            Add step
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
          value={currentName(timeZone)}
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
                label={`Step ${index + 1} starts`}
                at={step.at}
                timeZone={timeZone}
                errors={draft.errorsAt(`schedule.steps.${index}`)}
                onChange={(at) =>
                  // A step needs a time. An empty one is rejected on save.
                  set({ steps: steps.map((one, place) => (place === index ? { ...one, at: at ?? '' } : one)) })
                }
              />
              <ShareField
                label={`Percentage of step ${index + 1}`}
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
      {shares.length > 1 && <ShareTimeline from={shares} timeZone={timeZone} />}
      <WarningList warnings={rampWarnings(draft.shown, now)} />
    </Section>
  )
}
