import { difference } from '@/lib/audit/difference'
import type { AuditEntry } from '@/lib/audit/show-audit-entry'

/** Lists each value that differs between before and after. */
export function EntryChanges({ entry }: { entry: Pick<AuditEntry, 'before' | 'after'> }) {
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
