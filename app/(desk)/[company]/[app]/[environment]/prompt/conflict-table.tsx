import type { ActRefused } from '@/app/(desk)/prompt/prompt-acts'
import { Button } from '@/components/ui/button'
import { RelativeTime } from '@/components/ui/relative-time'
import { ChangeList } from './change-list'

type Props = { problem: ActRefused['problem']; onResolve: (prefer: 'mine' | 'theirs') => void }

/** The three versions of each part that two people changed, and the two ways on. */
export function ConflictTable({ problem, onResolve }: Props) {
  const colleague = problem.by ?? 'Colleague'
  return (
    <div className="flex flex-col gap-3 pt-1">
      {problem.at && (
        <p>
          {colleague} saved <RelativeTime isSentence at={problem.at} />.
        </p>
      )}
      {problem.conflicts?.map(({ path, label, base, mine, theirs }) => (
        <dl
          key={path}
          className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 rounded-control border bg-raised p-3 text-text"
        >
          <dt className="col-span-2 font-semibold">{label}</dt>
          <dt className="text-quiet">Before</dt>
          <dd className="whitespace-pre-line">{base}</dd>
          <dt className="text-quiet">{colleague}</dt>
          <dd className="whitespace-pre-line">{theirs}</dd>
          <dt className="text-quiet">Yours</dt>
          <dd className="whitespace-pre-line">{mine}</dd>
        </dl>
      ))}
      {problem.theirChanges && problem.theirChanges.length > 0 && (
        <details>
          <summary className="w-fit rounded-sm">All changes saved since you started editing</summary>
          <div className="pt-2">
            <ChangeList changes={problem.theirChanges} />
          </div>
        </details>
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={() => onResolve('theirs')}>
          Keep {colleague}’s version
        </Button>
        <Button size="small" onClick={() => onResolve('mine')}>
          Keep my version
        </Button>
      </div>
    </div>
  )
}
