'use client'

import { Outside } from '@/components/ui/outside'
import { TextLink } from '@/components/ui/text-link'
import { pathOf } from './matrix-cells'
import { type AppRow, cellOf, type ShownRows } from './matrix-rows'

/** The row's name. j and k come by here, Space selects, Enter opens. */
export function MatrixLink({ row, selected, onToggle }: { row: AppRow } & Pick<ShownRows, 'selected' | 'onToggle'>) {
  return (
    <TextLink
      variant="row"
      data-row-link
      href={pathOf(row, cellOf(row, 'production') ? 'production' : 'sandbox')}
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
