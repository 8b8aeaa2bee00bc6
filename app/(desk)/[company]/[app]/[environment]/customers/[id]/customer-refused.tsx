import { Section } from '@/components/ui/section'
import { CopyableId } from '@/components/ui/text/copyable-id'
import { CutNote } from '@/components/ui/text/cut-note'
import { Outside } from '@/components/ui/text/outside'
import { RelativeTime } from '@/components/ui/time/relative-time'
import type { CustomerView } from '@/lib/customers/show-customer'
import { plural } from '@/lib/format/number'
import { listedMax } from '@/lib/paging/listed-max'

/** Calls for this customer that Pushdesk refused, with the details a developer needs to find them. */
export function CustomerRefused({ refused }: Pick<CustomerView, 'refused'>) {
  if (refused.length === 0) return null
  return (
    <Section
      title="Refused calls"
      description="Calls for this customer that Pushdesk refused in the last 30 days. Nothing in them was stored."
    >
      <ul aria-label="Refused calls" className="-mt-3">
        {refused.map(({ id, call, status, code, field, detail, requestId, refusedCount, lastAt }) => (
          <li key={id} className="flex flex-col gap-0.5 border-b py-2">
            <span className="flex flex-wrap items-baseline justify-between gap-x-3">
              <code className="min-w-0 break-all font-mono text-sm">{call}</code>
              <RelativeTime at={lastAt} className="text-quiet" />
            </span>
            <span>
              {status} <code className="font-mono text-sm">{code}</code>
              {field && (
                <>
                  {' '}
                  in{' '}
                  <code className="break-all font-mono text-sm">
                    <Outside>{field}</Outside>
                  </code>
                </>
              )}
              {refusedCount > 1 && <span className="text-faint"> · {plural(refusedCount, 'time')}</span>}
            </span>
            <span className="text-quiet">
              <Outside>{detail}</Outside>
            </span>
            <span className="text-faint text-sm">
              Request <CopyableId id={requestId} name="request ID" />
            </span>
          </li>
        ))}
      </ul>
      {refused.length >= listedMax.refusedCalls && (
        <CutNote>Only the newest {listedMax.refusedCalls} are listed.</CutNote>
      )}
    </Section>
  )
}
