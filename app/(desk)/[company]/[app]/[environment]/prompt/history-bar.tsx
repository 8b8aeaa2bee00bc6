'use client'

import { Download } from 'lucide-react'
import { promptAct, refusalWords } from '@/app/(desk)/prompt/prompt-acts'
import { Button } from '@/components/ui/button'
import { Menu, MenuItem } from '@/components/ui/menu'
import { saveFile } from '@/components/ui/save-file'
import { Select } from '@/components/ui/select'
import { toast } from '@/components/ui/toast'
import { formatNumber } from '@/lib/format/number'
import type { PlaceInput } from '@/lib/prompts/at-place'
import { type HistoryFilter, revisionKinds } from './history.query'
import { kindLooks } from './revision-item'

/** No name: names are trimmed. */
const anybody = ' '

type Props = {
  input: PlaceInput
  authors: string[]
  filter: HistoryFilter
  onFilter: (filter: { by?: string | null; kind?: HistoryFilter['kind'] | null }) => void
}

/** By whom and what for, in the URL; and what is left of the history as a file. */
export function HistoryBar({ input, authors, filter, onFilter }: Props) {
  const save = (as: 'json' | 'csv') =>
    promptAct('export-revisions', { ...input, ...filter }).then(
      ({ revisions, csv, isCut }) => {
        const name = isCut ? `prompt-history-newest-${revisions.length}` : 'prompt-history'
        if (as === 'csv') saveFile(new Blob([csv], { type: 'text/csv' }), `${name}.csv`)
        else saveFile(new Blob([JSON.stringify(revisions, null, 2)], { type: 'application/json' }), `${name}.json`)
        if (isCut)
          toast.info(`The newest ${formatNumber(revisions.length)} revisions exported`, {
            description: 'Older ones are left out: filter by person or kind.',
          })
      },
      (error: unknown) => toast.failure('It could not be exported', { description: refusalWords(error) }),
    )
  return (
    <div className="mb-5 flex flex-wrap items-center gap-2">
      <Select
        label="By"
        isLabelHidden
        className="min-w-0 flex-1 sm:w-44 sm:flex-none"
        value={filter.authorName ?? anybody}
        onValueChange={(by) => onFilter({ by: by === anybody ? null : by })}
        options={[{ value: anybody, label: 'By anybody' }, ...authors.map((name) => ({ value: name, label: name }))]}
      />
      <Select
        label="Kind"
        isLabelHidden
        className="w-30 sm:w-36"
        value={filter.kind ?? 'all'}
        onValueChange={(kind) => onFilter({ kind: kind === 'all' ? null : kind })}
        options={[
          { value: 'all', label: 'Every kind' },
          ...revisionKinds.map((kind) => ({ value: kind, label: kindLooks[kind].word })),
        ]}
      />
      <span className="ml-auto">
        <Menu trigger={<Button icon={<Download aria-hidden className="size-3.5" />}>Export</Button>}>
          <MenuItem onSelect={() => void save('json')}>As JSON, with every setting</MenuItem>
          <MenuItem onSelect={() => void save('csv')}>As CSV, a row for each revision</MenuItem>
        </Menu>
      </span>
    </div>
  )
}
