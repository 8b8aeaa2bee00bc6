'use client'

import { Checkbox } from './form/checkbox'

type Props<Column extends string> = {
  columns: readonly Column[]
  words: Record<Column, string>
  chosen: readonly Column[]
  onChosen: (columns: Column[]) => void
}

export function ColumnList<Column extends string>({ columns, words, chosen, onChosen }: Props<Column>) {
  return (
    <div className="flex flex-col gap-2">
      {columns.map((column) => (
        <Checkbox
          key={column}
          label={words[column]}
          checked={chosen.includes(column)}
          onCheckedChange={(isOn) => onChosen(columns.filter((one) => (one === column ? isOn : chosen.includes(one))))}
        />
      ))}
    </div>
  )
}
