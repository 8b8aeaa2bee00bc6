import type { MatrixCell } from '@/lib/prompts/prompt-matrix'

export type AppRow = Pick<MatrixCell, 'appId' | 'appName' | 'appSlug' | 'companyId' | 'companyName' | 'companySlug'> & {
  cells: MatrixCell[]
}

/** What the table and the list show; without the toggles where nothing may be changed. */
export type AppRowsView = {
  rows: AppRow[]
  selected: ReadonlySet<string>
  onToggle?: (appId: string, isIn: boolean) => void
  onToggleAll?: (isIn: boolean) => void
}

/** One row an app, its environments as columns. */
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
