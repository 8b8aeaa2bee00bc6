import { TextField } from '@/components/ui/form/text-field'
import { type RetrySchedule, retryDefault, retryWords } from '@/lib/company-api/retry-schedule'
import { enteredValue, type FormState, fieldErrors } from '@/lib/form-state'

type Props = { stored: RetrySchedule | undefined; state: FormState<unknown> }

/** The saved schedule in words, and the fields to change it. */
export function RetryFields({ stored = retryDefault, state }: Props) {
  const number = { type: 'text', inputMode: 'numeric' } as const
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="font-medium">Retries</legend>
      <p className="text-sm text-quiet">{retryWords(stored)} Pushdesk waits longer if the response has Retry-After.</p>
      <div className="grid gap-5 sm:grid-cols-3">
        <TextField
          label="First wait (seconds)"
          name="retryFirstSeconds"
          hint="Each wait is twice as long as the previous one."
          defaultValue={enteredValue(state, 'retryFirstSeconds', String(stored.firstSeconds))}
          errors={fieldErrors(state, 'retry.firstSeconds')}
          {...number}
        />
        <TextField
          label="Longest wait (seconds)"
          name="retryLongestSeconds"
          defaultValue={enteredValue(state, 'retryLongestSeconds', String(stored.longestSeconds))}
          errors={fieldErrors(state, 'retry.longestSeconds')}
          {...number}
        />
        <TextField
          label="Requests per delivery"
          name="retryTriesMax"
          placeholder="Until it expires"
          hint="The maximum. Leave empty to retry until the notification expires."
          defaultValue={enteredValue(state, 'retryTriesMax', String(stored.triesMax ?? ''))}
          errors={fieldErrors(state, 'retry.triesMax')}
          {...number}
        />
      </div>
    </fieldset>
  )
}
