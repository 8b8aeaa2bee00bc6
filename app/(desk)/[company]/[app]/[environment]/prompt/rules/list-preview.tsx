import { Checkbox } from '@/components/ui/form/checkbox'
import { Select } from '@/components/ui/form/select'
import { Table, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { formatList } from '@/lib/format/list'
import { plural } from '@/lib/format/number'
import { hasHeading, idsIn, type ListChoice, type ListText, likelyColumn } from '@/lib/prompts/lists/list-text'

type Props = {
  read: ListText
  choice: ListChoice
  errors?: string[]
  onChoose: (choice: ListChoice) => void
}

const rowsShown = 5

/** The first rows as Pushdesk reads them, and the number of customers in the list. */
export function ListPreview({ read, choice, errors, onChoose }: Props) {
  if (read.rows.length === 0) return null
  const isHeaded = choice.hasHeading ?? hasHeading(read)
  const column = choice.column ?? likelyColumn(read)
  const [heading = [], ...others] = isHeaded ? read.rows : [[], ...read.rows]
  const count = read.kind === 'table' ? read.columnCount : 1
  const columns = Array.from({ length: count }, (_, at) => ({ at, name: heading[at] || `Column ${at + 1}` }))
  const isChosen = read.kind === 'list' || column !== undefined
  return (
    <section aria-label="Preview" className="flex min-w-0 flex-col gap-3">
      {read.kind === 'table' && (
        <>
          <Select
            label="Column with the customer IDs"
            placeholder="Choose a column"
            errors={errors}
            value={column === undefined ? undefined : String(column)}
            options={[
              ...columns.map(({ at, name }) => ({
                value: String(at),
                label: name,
                hint: others[0]?.[at],
              })),
              { value: 'all', label: 'All columns', hint: 'Every cell is an ID' },
            ]}
            onValueChange={(value) => onChoose({ column: value === 'all' ? 'all' : Number(value) })}
          />
          <Checkbox
            label="The first row is a heading"
            checked={isHeaded}
            onCheckedChange={(checked) => onChoose({ hasHeading: checked })}
          />
        </>
      )}
      <Table label="First rows" className="max-h-60 rounded-surface border px-3">
        <TableHead>
          {columns.map(({ at, name }) => (
            <TableHeader key={at}>{read.kind === 'table' ? <bdi>{name}</bdi> : 'Customer ID'}</TableHeader>
          ))}
        </TableHead>
        <tbody>
          {others.slice(0, rowsShown).map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity beside their place
            <TableRow key={at} className="last:border-b-0">
              {columns.map((one) => (
                <TableCell
                  key={one.at}
                  className={`max-w-64 truncate font-mono text-sm ${isOf(column, one.at, read) ? 'font-semibold' : 'text-faint'}`}
                >
                  <bdi>{row[one.at]}</bdi>
                </TableCell>
              ))}
            </TableRow>
          ))}
        </tbody>
      </Table>
      <p role="status" className="text-quiet">
        {isChosen ? summary(read, choice, isHeaded) : plural(others.length, 'row')}
      </p>
    </section>
  )
}

const isOf = (column: ListChoice['column'], at: number, read: ListText) =>
  read.kind === 'list' || column === 'all' || column === at

function summary(read: ListText, choice: ListChoice, isHeaded: boolean): string {
  const { ids, duplicateCount } = idsIn(read, choice)
  const left = [isHeaded && 'the heading', duplicateCount > 0 && plural(duplicateCount, 'duplicate')].filter(
    (part) => part !== false,
  )
  const counted = `${plural(ids.length, 'customer ID')}.`
  return left.length ? `${counted} Left out: ${formatList(left)}.` : counted
}
