import { Checkbox } from '@/components/ui/form/checkbox'
import type { AppRow, AppRowsView } from './matrix-rows'

type Props = { row: AppRow } & Required<Pick<AppRowsView, 'selected' | 'onToggle'>>

/** Selects the row. */
export function MatrixBox({ row, selected, onToggle }: Props) {
  return (
    <Checkbox
      label={`Select ${row.appName}`}
      isLabelHidden
      checked={selected.has(row.appId)}
      disabled={!row.mayPublish}
      title={row.mayPublish ? undefined : 'Your role in this company can’t change prompts.'}
      onCheckedChange={(isIn) => onToggle(row.appId, isIn)}
    />
  )
}
