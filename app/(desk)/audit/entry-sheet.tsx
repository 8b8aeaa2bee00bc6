'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { CopyableId } from '@/components/ui/copyable-id'
import { Described, DescriptionList } from '@/components/ui/description-list'
import { Outside } from '@/components/ui/outside'
import { RelativeTime } from '@/components/ui/relative-time'
import { Sheet } from '@/components/ui/sheet'
import { difference } from '@/lib/audit/difference'
import { actionLabel, subjectLabel } from '@/lib/audit/labels'
import type { AuditEntry } from '@/lib/audit/show-audit-entry'

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
        <Changes entry={entry} />
      </div>
    </Sheet>
  )
}

function Changes({ entry }: { entry: AuditEntry }) {
  const changes = difference(entry.before, entry.after)
  if (changes.length === 0) return <p className="text-faint">No values were recorded.</p>
  return (
    <section aria-label="Changes" className="flex flex-col gap-2">
      <h3 className="font-semibold">Changes</h3>
      <ul className="flex flex-col rounded-surface border">
        {changes.map(({ path, before, after }) => (
          <li key={path} className="flex flex-col gap-1 border-b px-3 py-2 last:border-0">
            <span className="text-faint text-sm">{path}</span>
            {before !== undefined && (
              <del className="break-all font-mono text-sm text-status-failed decoration-status-failed/50">
                <span className="sr-only">before: </span>
                {before}
              </del>
            )}
            {after !== undefined && (
              <ins className="break-all font-mono text-sm text-status-accepted no-underline">
                <span className="sr-only">after: </span>
                {after}
              </ins>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
