'use client'

import { GitCompare, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { type Answer, promptAct, refusalWords } from '@/app/(desk)/prompt/prompt-acts'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { EmptyState } from '@/components/ui/empty-state'
import { RelativeTime } from '@/components/ui/relative-time'
import { Select } from '@/components/ui/select'
import { toast } from '@/components/ui/toast'
import type { PlaceInput } from '@/lib/prompts/at-place'
import type { History, ShownRevision } from '@/lib/prompts/list-revisions'
import { timeIn } from '@/lib/prompts/sentences'
import type { ShownPrompt } from '@/lib/prompts/show-prompt'
import { ChangeList } from './change-list'
import type { Draft } from './use-draft'

type Props = { input: PlaceInput; history: History; prompt: ShownPrompt; draft: Draft; onStaged: () => void }

const kinds: Record<ShownRevision['kind'], { word: string; tone: BadgeTone }> = {
  save: { word: 'Saved', tone: 'neutral' },
  off: { word: 'Turned off', tone: 'failed' },
  undo: { word: 'Undone', tone: 'expired' },
  restore: { word: 'Restored', tone: 'accent' },
  import: { word: 'Imported', tone: 'accent' },
  schedule: { word: 'By schedule', tone: 'waiting' },
}

export function HistoryPanel({ input, history, prompt, draft, onStaged }: Props) {
  const [pages, setPages] = useState([history.revisions])
  const [hasMore, setHasMore] = useState(history.hasMore)
  const revisions = pages.flat()

  async function more() {
    const before = revisions.at(-1)?.number
    try {
      const next = await promptAct('revisions', { ...input, before })
      setPages([...pages, next.revisions as ShownRevision[]])
      setHasMore(next.hasMore)
    } catch (error) {
      toast.failure('The history could not be read', { description: refusalWords(error) })
    }
  }

  if (revisions.length === 0)
    return (
      <EmptyState title="Nothing was ever set here">
        What applies is inherited. The first save begins the history.
      </EmptyState>
    )
  const timeZone = prompt.effective.content.schedule.timeZone
  return (
    <ol aria-label="Revisions" className="flex flex-col border-l border-line-strong pl-5">
      {history.upcoming.map(({ at, what }) => (
        <li
          key={at}
          className="relative pb-6 before:absolute before:top-1.5 before:-left-[25px] before:size-2.5 before:rounded-full before:border before:border-dashed before:border-status-waiting before:bg-page"
        >
          <Badge tone="waiting">To come</Badge>
          <p className="mt-1">
            {what.replace('Started', 'Starts').replace('Ended', 'Ends')} · {timeIn(at, timeZone)} ({timeZone})
          </p>
        </li>
      ))}
      {revisions.map((revision) => (
        <li
          key={revision.number}
          className="relative pb-7 before:absolute before:top-1.5 before:-left-[24.5px] before:size-2 before:rounded-full before:bg-neutral-8"
        >
          <article aria-label={`Revision ${revision.number}`} className="flex flex-col gap-2">
            <header className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <strong className="font-semibold">Revision {revision.number}</strong>
              <Badge tone={kinds[revision.kind].tone}>
                {kinds[revision.kind].word}
                {revision.restoredFrom !== null && ` from ${revision.restoredFrom}`}
              </Badge>
              {revision.number === prompt.revision && <Badge tone="accepted">Now</Badge>}
              <span className="text-quiet">
                {revision.authorName}
                {revision.approvedByName && `, approved by ${revision.approvedByName}`} ·{' '}
                <RelativeTime at={revision.createdAt} />
              </span>
              <span className="ml-auto flex gap-1">
                <CompareDialog input={input} revision={revision} latest={prompt.revision} />
                {prompt.mayPublish && revision.number !== prompt.revision && (
                  <Button
                    size="small"
                    variant="ghost"
                    icon={<RotateCcw aria-hidden className="size-3.5" />}
                    onClick={() => {
                      draft.replace(revision.content, { kind: 'restore', restoredFrom: revision.number })
                      onStaged()
                      toast.info(`Revision ${revision.number} is staged`, {
                        description: 'Look at it, then review and save.',
                      })
                    }}
                  >
                    Restore
                  </Button>
                )}
              </span>
            </header>
            {revision.comment && <p className="text-md">“{revision.comment}”</p>}
            {revision.kind !== 'schedule' && <ChangeList changes={revision.changes} />}
          </article>
        </li>
      ))}
      {hasMore && (
        <li>
          <Button onClick={() => void more()}>Earlier revisions</Button>
        </li>
      )}
    </ol>
  )
}

function CompareDialog({ input, revision, latest }: { input: PlaceInput; revision: ShownRevision; latest: number }) {
  const [other, setOther] = useState(String(latest === revision.number ? Math.max(revision.number - 1, 0) : latest))
  const [compared, setCompared] = useState<Answer<'compare'>>()

  function compare(with_: string) {
    setOther(with_)
    const [from, to] = [Number(with_), revision.number].sort((a, b) => a - b)
    promptAct('compare', { ...input, from, to }).then(setCompared, (error: unknown) =>
      toast.failure('They could not be compared', { description: refusalWords(error) }),
    )
  }

  const options = Array.from({ length: latest + 1 }, (_, number) => latest - number)
    .filter((number) => number !== revision.number)
    .map((number) => ({ value: String(number), label: number === 0 ? 'Before the first' : `Revision ${number}` }))
  return (
    <Dialog
      title={`Compare revision ${revision.number}`}
      isWide
      onOpenChange={(isOpen) => isOpen && compare(other)}
      trigger={
        <Button size="small" variant="ghost" icon={<GitCompare aria-hidden className="size-3.5" />}>
          Compare
        </Button>
      }
    >
      <Select label="With" options={options} value={other} onValueChange={compare} className="w-48" />
      <p className="text-quiet">From the older to the newer:</p>
      {compared ? <ChangeList changes={compared.changes} /> : <p className="text-faint">Comparing…</p>}
    </Dialog>
  )
}
