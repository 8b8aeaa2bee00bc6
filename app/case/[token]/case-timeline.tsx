import { Section } from '@/components/ui/section'
import { Outside } from '@/components/ui/text/outside'
import type { CaseContent } from '@/lib/case-files/case-content'
import { UtcTime } from './utc-time'

/** The steps of each delivery, with the IDs that the servers know it by. */
export function CaseTimeline({ deliveries }: Pick<CaseContent, 'deliveries'>) {
  return deliveries.map(({ id, messageId, requestId, steps, uniqueIds }) => (
    <Section key={id} title="Delivery" description={<span className="font-mono text-sm">apns-id {id}</span>}>
      <ol className="flex flex-col gap-2">
        {steps.map(({ title, detail, at }) => (
          <li key={`${title}:${at}`} className="flex flex-wrap justify-between gap-x-4">
            <span className="min-w-0">
              <span className="font-medium">
                <Outside>{title}</Outside>
              </span>{' '}
              {detail && (
                <span className="text-quiet">
                  <Outside>{detail}</Outside>
                </span>
              )}
            </span>
            {at && <UtcTime at={at} />}
          </li>
        ))}
      </ol>
      <p className="wrap-anywhere font-mono text-faint text-sm">
        {messageId && <>message ID {messageId} </>}
        {requestId && <>request ID {requestId} </>}
        {uniqueIds.map((uniqueId) => `apns-unique-id ${uniqueId}`).join(' ')}
      </p>
    </Section>
  ))
}
