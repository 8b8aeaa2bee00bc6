'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { Described, DescriptionList } from '@/components/ui/description-list'
import { Sheet } from '@/components/ui/overlays/sheet'
import { CopyableId } from '@/components/ui/text/copyable-id'
import { Outside } from '@/components/ui/text/outside'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { actionLabel, subjectLabel } from '@/lib/audit/labels'
import type { AuditEntry } from '@/lib/audit/show-audit-entry'
import { EntryChanges } from './entry-changes'

export function EntrySheet({ entry, closeHref }: { entry: AuditEntry; closeHref: Route }) {
  const router = useRouter()
  const where = [entry.companyName, entry.appName, entry.environmentName].filter(Boolean).join(' › ') || 'Platform'
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) router.push(closeHref, { scroll: false })
      }}
      title={actionLabel(entry.action)}
    >
      <div className="flex flex-col gap-6 p-4">
        <DescriptionList>
          <Described term="Actor">
            <Outside>{entry.actorName}</Outside>
          </Described>
          <Described term="Time">
            <RelativeTime at={entry.createdAt} />
          </Described>
          <Described term="Scope">{where}</Described>
          <Described term="Subject">
            {subjectLabel(entry.subjectKind)}
            {entry.subjectName && (
              <>
                : <Outside>{entry.subjectName}</Outside>
              </>
            )}
          </Described>
          <Described term="Subject ID">
            {entry.subjectId && <CopyableId id={entry.subjectId} name="subject ID" />}
          </Described>
          <Described term="Comment">{entry.comment && <Outside>{entry.comment}</Outside>}</Described>
          <Described term="Recorded as">
            <span className="font-mono text-sm">{entry.action}</span>
          </Described>
          <Described term="IP address">{entry.ip}</Described>
          <Described term="Request ID">
            {entry.requestId && <CopyableId id={entry.requestId} name="request ID" />}
          </Described>
        </DescriptionList>
        <EntryChanges entry={entry} />
      </div>
    </Sheet>
  )
}
