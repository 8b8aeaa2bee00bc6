'use client'

import { Columns3 } from 'lucide-react'
import type { ComponentProps } from 'react'
import { Button } from './button'
import type { ColumnList as List } from './column-list'
import { onDemand } from './on-demand'
import { Popover } from './overlays/popover'

const ColumnList = onDemand(() => import('./column-list').then((loaded) => loaded.ColumnList)) as typeof List

const yearSeconds = 31_536_000

type Props<Column extends string> = ComponentProps<typeof List<Column>> & { cookie: string }

/** Stores the choice in a cookie, so that the server's first render has the right columns. */
export function ColumnChooser<Column extends string>({ cookie, onChosen, ...list }: Props<Column>) {
  function choose(columns: Column[]) {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari
    document.cookie = `${cookie}=${columns.join('.')}; path=/; max-age=${yearSeconds}; samesite=lax`
    onChosen(columns)
  }
  return (
    <Popover
      align="end"
      title="Columns"
      trigger={<Button icon={<Columns3 aria-hidden className="size-3.5" />}>Columns</Button>}
    >
      <ColumnList {...list} onChosen={choose} />
    </Popover>
  )
}
