'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { RowKeys } from '@/components/ui/row-keys'
import { useKeys } from '@/components/ui/use-keys'
import { MatrixList } from './matrix-list'
import type { AppRow, AppRowsView } from './matrix-rows'
import { MatrixTable } from './matrix-table'

type Props = { rows: AppRow[]; selected: ReadonlySet<string>; onSelect?: (selected: ReadonlySet<string>) => void }

/** Every app with the configuration in effect in both environments. */
export function AllPromptsTable({ rows, selected, onSelect }: Props) {
  const router = useRouter()
  useKeys({ e: () => openFocused(''), h: () => openFocused('?tab=history'), x: () => openFocused('?tab=explain') })

  function openFocused(search: string) {
    const href = document.activeElement?.closest('[data-row-link]')?.getAttribute('href')
    if (href) router.push(`${href}${search}` as Route)
  }

  /** Never selects rows that the filter hides or that the person can't change. */
  function turn(appIds: string[], isIn: boolean) {
    const next = new Set(selected)
    const open = new Set(rows.flatMap(({ appId, mayPublish }) => (mayPublish ? [appId] : [])))
    for (const appId of appIds)
      if (isIn && open.has(appId)) next.add(appId)
      else next.delete(appId)
    onSelect?.(next)
  }

  const shown: AppRowsView = {
    rows,
    selected,
    ...(onSelect && {
      onToggle: (appId, isIn) => turn([appId], isIn),
      onToggleAll: (isIn) =>
        turn(
          rows.map(({ appId }) => appId),
          isIn,
        ),
    }),
  }
  return (
    <RowKeys>
      <MatrixTable {...shown} />
      <MatrixList {...shown} />
    </RowKeys>
  )
}
