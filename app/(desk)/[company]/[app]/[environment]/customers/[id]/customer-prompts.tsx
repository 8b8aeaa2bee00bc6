import { promptEventWords } from '@/components/devices/prompt-words'
import { CutNote } from '@/components/ui/cut-note'
import { Outside } from '@/components/ui/outside'
import { RelativeTime } from '@/components/ui/relative-time'
import { Section } from '@/components/ui/section'
import type { ShownCustomer } from '@/lib/customers/show-customer'
import { listedMax } from '@/lib/listed-max'

export function CustomerPrompts({ prompts }: Pick<ShownCustomer, 'prompts'>) {
  return (
    <Section title="Prompt history">
      {prompts.length === 0 ? (
        <p className="text-quiet">No prompt events are recorded for this customer.</p>
      ) : (
        <ol aria-label="Prompt history" className="-mt-3">
          {prompts.map(({ id, kind, at, revision }) => (
            <li key={id} className="flex min-h-(--row) flex-wrap items-center justify-between gap-x-3 border-b">
              <span>
                {promptEventWords[kind]}
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
