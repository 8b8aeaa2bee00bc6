import { ArrowRight } from 'lucide-react'
import type { PromptChange } from '@/lib/prompts/changes/changes'

/** Lists changes with their values before and after. */
export function ChangeList({ changes }: { changes: PromptChange[] }) {
  if (changes.length === 0) return <p className="text-faint">No changes.</p>
  return (
    <dl className="flex flex-col gap-2.5">
      {changes.map(({ path, label, before, after }) => (
        <div key={path} className="grid gap-x-4 gap-y-0.5 sm:grid-cols-[9.5rem_minmax(0,1fr)]">
          <dt className="break-words text-quiet">{label}</dt>
          <dd className="flex min-w-0 flex-wrap items-start gap-x-2 gap-y-0.5">
            {before !== undefined && (
              <del className="whitespace-pre-line break-words text-status-failed decoration-1">{before}</del>
            )}
            <span className="flex min-w-0 items-start gap-2">
              {before !== undefined && after !== undefined && (
                <ArrowRight aria-label="becomes" className="mt-1 size-3 shrink-0 text-faint" />
              )}
              {after === undefined ? (
                <span className="text-faint">removed</span>
              ) : (
                <ins className="min-w-0 whitespace-pre-line break-words font-medium text-status-accepted no-underline">
                  {after}
                </ins>
              )}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
