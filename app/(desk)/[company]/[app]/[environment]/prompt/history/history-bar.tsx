'use client'

import { Download } from 'lucide-react'
import { saveExport } from '@/components/desk/save-export'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/form/select'
import { Menu, MenuItem } from '@/components/ui/overlays/menu'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import { revisionKinds } from '@/lib/prompts/revision-labels'
import type { HistoryFilter } from './history.query'
import { kindLooks } from './revision-item'

/** Can't be a name, because names are trimmed. */
const anyone = ' '

type Props = {
  input: PlaceInput
  authors: string[]
  filter: HistoryFilter
  onFilter: (filter: { by?: string | null; kind?: HistoryFilter['kind'] | null }) => void
}

/** Filters the history by author and kind, through the URL, and exports the filtered revisions. */
export function HistoryBar({ input, authors, filter, onFilter }: Props) {
  const save = (as: 'json' | 'csv') =>
    saveExport({
      href: '/api/desk/prompt/history',
      body: { ...input, ...filter, as },
      noun: ['revision', 'revisions'],
      note: '',
    })
  return (
    <div className="mb-5 flex flex-wrap items-center gap-2">
      <Select
        label="Saved by"
        isLabelHidden
        className="min-w-0 flex-1 sm:w-44 sm:flex-none"
        value={filter.authorName ?? anyone}
        onValueChange={(by) => onFilter({ by: by === anyone ? null : by })}
        options={[
          { value: anyone, label: 'Saved by anyone' },
          ...authors.map((name) => ({ value: name, label: name })),
        ]}
      />
      <Select
        label="Kind"
        isLabelHidden
        className="w-30 sm:w-36"
        value={filter.kind ?? 'all'}
        onValueChange={(kind) => onFilter({ kind: kind === 'all' ? null : kind })}
        options={[
          { value: 'all', label: 'All kinds' },
          ...revisionKinds.map((kind) => ({ value: kind, label: kindLooks[kind].word })),
        ]}
      />
      <span className="ml-auto">
        <Menu trigger={<Button icon={<Download aria-hidden className="size-3.5" />}>Export</Button>}>
          <MenuItem onSelect={() => void save('json')}>JSON with full configurations</MenuItem>
          <MenuItem onSelect={() => void save('csv')}>CSV with one row per revision</MenuItem>
        </Menu>
      </span>
    </div>
  )
}
