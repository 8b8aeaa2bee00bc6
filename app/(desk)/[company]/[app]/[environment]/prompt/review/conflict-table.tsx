import { ChangeList } from '@/app/(desk)/[company]/[app]/[environment]/prompt/history/change-list'
import { Button } from '@/components/ui/button'
import { RelativeTime } from '@/components/ui/time/relative-time'
import type { RefusedState } from '@/lib/form-state'
import type { PromptChange } from '@/lib/prompts/changes/changes'

/** The details of the earlier save that a rejected save conflicts with. */
type Overtaken = {
  by?: string
  at?: Date | string
  conflicts?: { path: string; label: string; base: string; mine: string; theirs: string }[]
  theirChanges?: PromptChange[]
}

/** Returns undefined unless the save was overtaken: only then does a refusal have conflicts. */
export const overtakenIn = ({ details }: RefusedState) =>
  details?.conflicts === undefined ? undefined : (details as Overtaken)

type Props = { overtaken: Overtaken; onResolve: (prefer: 'mine' | 'theirs') => void }

/** Shows three versions of each part that both people changed, and the two ways to resolve it. */
export function ConflictTable({ overtaken, onResolve }: Props) {
  const colleague = overtaken.by ?? 'Colleague'
  return (
    <div className="flex flex-col gap-3 pt-1">
      {overtaken.at && (
        <p>
          {colleague} saved <RelativeTime isSentence at={overtaken.at} />.
        </p>
      )}
      {overtaken.conflicts?.map(({ path, label, base, mine, theirs }) => (
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
      {overtaken.theirChanges && overtaken.theirChanges.length > 0 && (
        <details>
          <summary className="w-fit rounded-sm">All changes saved since you started editing</summary>
          <div className="pt-2">
            <ChangeList changes={overtaken.theirChanges} />
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
