import type { MatrixCell } from '@/lib/prompts/prompt-matrix'

type App = Pick<
  MatrixCell,
  'appId' | 'appName' | 'appSlug' | 'companyId' | 'companyName' | 'companySlug' | 'mayPublish'
>
export type AppRow = App & { cells: MatrixCell[] }

/** The data of the table and the list. The toggles are absent if nothing may be changed. */
export type AppRowsView = {
  rows: AppRow[]
  selected: ReadonlySet<string>
  onToggle?: (appId: string, isIn: boolean) => void
  onToggleAll?: (isIn: boolean) => void
}

/** Returns one row per app, with its environments as columns. */
export function appRows(cells: MatrixCell[]): AppRow[] {
  const rows = new Map<string, AppRow>()
  for (const cell of cells) {
    const row = rows.get(cell.appId)
    if (row) row.cells.push(cell)
    else rows.set(cell.appId, { ...cell, cells: [cell] })
  }
  return [...rows.values()]
}

export const cellOf = ({ cells }: AppRow, name: MatrixCell['environmentName']) =>
  cells.find(({ environmentName }) => environmentName === name)

/** The state of the select-all checkbox. Ignores rows that the person can't change. */
export function allSelected(rows: AppRow[], selected: ReadonlySet<string>) {
  const open = rows.filter(({ mayPublish }) => mayPublish)
  const count = open.filter(({ appId }) => selected.has(appId)).length
  return { checked: count > 0 && count === open.length, indeterminate: count > 0 && count < open.length }
}
