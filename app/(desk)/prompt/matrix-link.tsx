'use client'

import { Outside } from '@/components/ui/text/outside'
import { TextLink } from '@/components/ui/text/text-link'
import { promptPath } from './matrix-cells'
import { type AppRow, type AppRowsView, cellOf } from './matrix-rows'

/** The row's name. j and k move the focus here, Space selects, Enter opens. */
export function MatrixLink({ row, selected, onToggle }: { row: AppRow } & Pick<AppRowsView, 'selected' | 'onToggle'>) {
  return (
    <TextLink
      variant="row"
      data-row-link
      href={promptPath(row, cellOf(row, 'production') ? 'production' : 'sandbox')}
      onKeyDown={(event) => {
        if (event.key !== ' ' || !onToggle) return
        event.preventDefault()
        onToggle(row.appId, !selected.has(row.appId))
      }}
    >
      <Outside>{row.appName}</Outside>
    </TextLink>
  )
}
