'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useState } from 'react'
import type { Draft } from '@/app/(desk)/[company]/[app]/[environment]/prompt/use-draft'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { EmptyState } from '@/components/ui/empty-state'
import { Skeleton } from '@/components/ui/skeleton'
import { timeIn } from '@/lib/prompts/content/sentences'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import type { History } from '@/lib/prompts/list-revisions'
import { revisionKinds } from '@/lib/prompts/revision-labels'
import type { PromptView } from '@/lib/prompts/show-prompt'
import { type HistoryFilter, historyPages } from './history.query'
import { HistoryBar } from './history-bar'
import { RevisionItem } from './revision-item'

type Props = { input: PlaceInput; history: History; prompt: PromptView; draft: Draft; onStaged: () => void }

/** Upcoming and past revisions, newest first. */
export function HistoryPanel({ input, history, prompt, draft, onStaged }: Props) {
  const [{ by, kind }, setFilter] = useQueryStates({
    by: parseAsString,
    kind: parseAsStringLiteral(revisionKinds),
  })
  const filter: HistoryFilter = { authorName: by ?? undefined, kind: kind ?? undefined }
  const isFiltered = by !== null || kind !== null
  const [newest = 0, oldest = 0] = [history.revisions[0]?.number, history.revisions.at(-1)?.number]
  // Newer revisions go before the pages already read, which stay. If a whole page of them came, all are read again.
  const [since, setSince] = useState(newest)
  if (oldest > since) setSince(newest)
  const pages = useInfiniteQuery(historyPages({ input, filter, revision: since, first: history }))
  const read = pages.data?.pages.flatMap((page) => page.revisions) ?? []
  const newer = history.revisions.filter(
    ({ number, authorName, kind: ofKind }) =>
      number > since && (by === null || by === authorName) && (kind === null || kind === ofKind),
  )
  const revisions = [...newer, ...read.filter(({ number }) => number <= since)]

  if (history.revisions.length === 0)
    return (
      <EmptyState title="No revisions yet">
        This level inherits its configuration. Revisions appear here after the first save.
      </EmptyState>
    )
  return (
    <div>
      <HistoryBar input={input} authors={history.authors} filter={filter} onFilter={(next) => void setFilter(next)} />
      {pages.error && (
        <Callout tone="failure" title="Couldn’t load the history">
          {pages.error.message}
        </Callout>
      )}
      {pages.isPending && <Skeleton className="h-96" />}
      {pages.data && revisions.length === 0 && (
        <EmptyState
          title="No revisions match"
          action={<Button onClick={() => void setFilter({ by: null, kind: null })}>Clear filters</Button>}
        />
      )}
      <ol aria-label="Revisions" className="flex flex-col border-l border-line-strong pl-5 empty:hidden">
        {!isFiltered &&
          history.upcoming.map(({ at, what, timeZone }) => (
            <li
              key={at}
              className="relative pb-6 before:absolute before:top-1.5 before:-left-[25px] before:size-2.5 before:rounded-full before:border before:border-dashed before:border-status-waiting before:bg-page"
            >
              <Badge tone="waiting">Scheduled</Badge>
              <p className="mt-1">
                {what} · {timeIn(at, timeZone)} ({timeZone})
              </p>
            </li>
          ))}
        {revisions.map((revision) => (
          <li
            key={revision.number}
            className="relative pb-7 before:absolute before:top-1.5 before:-left-[24.5px] before:size-2 before:rounded-full before:bg-neutral-8"
          >
            <RevisionItem input={input} revision={revision} prompt={prompt} draft={draft} onStaged={onStaged} />
          </li>
        ))}
      </ol>
      {pages.hasNextPage && (
        <Button isPending={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          Earlier revisions
        </Button>
      )}
    </div>
  )
}
