import { z } from 'zod'
import { percent, shareWhole } from './share'

const share = z
  .number()
  .int('Use steps of 0.001%.')
  .min(0, 'Must be at least 0%.')
  .max(shareWhole, 'Must be at most 100%.')
const at = z.iso
  .datetime({ offset: true, error: 'Enter a date and time with a time zone, such as 2027-03-14T09:00:00Z.' })
  .transform((text) => new Date(text).toISOString())

/** Instants in UTC; `timeZone` is the one people plan in. Start and end bound the prompt, steps ramp the rollout. */
export const Schedule = z
  .object({
    timeZone: z.string().refine(isTimeZone, { error: 'Unknown time zone.' }),
    startsAt: at.nullable(),
    endsAt: at.nullable(),
    steps: z.array(z.object({ at, share })).max(50, 'At most 50 steps.'),
  })
  .superRefine(({ startsAt, endsAt, steps }, context) => {
    const fault = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message })
    if (startsAt && endsAt && endsAt <= startsAt) fault(['endsAt'], 'The end must be after the start.')
    for (const [index, step] of steps.entries()) {
      const previous = steps[index - 1]
      if (previous && step.at === previous.at) fault(['steps', index, 'at'], 'Two steps have the same time.')
      if (previous && step.at < previous.at)
        fault(['steps', index, 'at'], 'This step must come after the one above it.')
      if (startsAt && step.at < startsAt) fault(['steps', index, 'at'], 'This step must come after the start.')
      if (endsAt && step.at >= endsAt) fault(['steps', index, 'at'], 'This step must come before the end.')
    }
  })
export type Schedule = z.output<typeof Schedule>

export const noSchedule: Schedule = { timeZone: 'UTC', startsAt: null, endsAt: null, steps: [] }

export type Boundary = {
  at: string
  /** Describes the change once it has happened. */
  what: string
  willBe: string
}

/** Every moment at which the schedule changes the answer, in order. */
export function boundariesOf({ startsAt, endsAt, steps }: Schedule): Boundary[] {
  const all: Boundary[] = [
    ...(startsAt ? [{ at: startsAt, what: 'Started on schedule', willBe: 'Starts on schedule' }] : []),
    ...steps.map(({ at, share }) => {
      const step = `Ramp step to ${percent(share)}`
      return { at, what: step, willBe: step }
    }),
    ...(endsAt ? [{ at: endsAt, what: 'Ended on schedule', willBe: 'Ends on schedule' }] : []),
  ]
  return all.sort((a, b) => a.at.localeCompare(b.at))
}

function isTimeZone(zone: string) {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
