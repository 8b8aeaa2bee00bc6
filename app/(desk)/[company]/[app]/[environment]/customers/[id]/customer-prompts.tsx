import { promptEventLabels } from '@/components/devices/prompt-event-labels'
import { Section } from '@/components/ui/section'
import { CutNote } from '@/components/ui/text/cut-note'
import { Outside } from '@/components/ui/text/outside'
import { RelativeTime } from '@/components/ui/time/relative-time'
import type { CustomerView } from '@/lib/customers/show-customer'
import { listedMax } from '@/lib/paging/listed-max'

export function CustomerPrompts({ prompts }: Pick<CustomerView, 'prompts'>) {
  return (
    <Section title="Prompt history">
      {prompts.length === 0 ? (
        <p className="text-quiet">No prompt events are recorded for this customer.</p>
      ) : (
        <ol aria-label="Prompt history" className="-mt-3">
          {prompts.map(({ id, kind, at, revision }) => (
            <li key={id} className="flex min-h-(--row) flex-wrap items-center justify-between gap-x-3 border-b">
              <span>
                {promptEventLabels[kind]}
                {revision && (
                  <span className="text-faint">
                    {' '}
                    · revision <Outside>{revision.split(':').at(-1)}</Outside>
                  </span>
                )}
              </span>
              <RelativeTime at={at} className="text-quiet" />
            </li>
          ))}
        </ol>
      )}
      {prompts.length >= listedMax.customerPrompts && (
        <CutNote>Only the newest {listedMax.customerPrompts} are listed.</CutNote>
      )}
    </Section>
  )
}
