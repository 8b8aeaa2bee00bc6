import type { ActRefused } from '@/app/(desk)/prompt/prompt-acts'
import { RelativeTime } from '@/components/ui/relative-time'

/** The three versions of each part that two people changed. */
export function ConflictTable({ problem }: { problem: ActRefused['problem'] }) {
  return (
    <div className="flex flex-col gap-3 pt-1">
      {problem.at && (
        <p>
          {problem.by} saved <RelativeTime at={problem.at} />.
        </p>
      )}
      {problem.conflicts?.map(({ path, label, base, mine, theirs }) => (
        <dl
          key={path}
          className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-3 gap-y-1 rounded-control border bg-raised p-3 text-text"
        >
          <dt className="col-span-2 font-semibold">{label}</dt>
          <dt className="text-quiet">Was</dt>
          <dd>{base}</dd>
          <dt className="text-quiet">{problem.by ?? 'Colleague'}</dt>
          <dd>{theirs}</dd>
          <dt className="text-quiet">You</dt>
          <dd>{mine}</dd>
        </dl>
      ))}
    </div>
  )
}
