import { Checkbox } from '@/components/ui/form/checkbox'
import { Table, TableCell, TableHead, TableHeader, TableName, TableRow } from '@/components/ui/table'
import { Outside } from '@/components/ui/text/outside'
import { MatrixBox } from './matrix-box'
import { Accepted, InEffect, LastFetch, ReachCell, versionsOf } from './matrix-cells'
import { MatrixLink } from './matrix-link'
import { type AppRowsView, allSelected } from './matrix-rows'

/** The column that leaves first if there is little room. */
const onlyWide = '@max-[1100px]:hidden'

/** The matrix on a wide screen. */
export function MatrixTable(shown: AppRowsView) {
  const { rows, selected, onToggle, onToggleAll } = shown
  return (
    <Table label="Apps" rowCount={rows.length + 1} className="hidden xl:block">
      <TableHead>
        {onToggleAll && (
          <TableHeader className="w-8">
            <Checkbox
              label="Select every app shown"
              isLabelHidden
              {...allSelected(rows, selected)}
              onCheckedChange={onToggleAll}
            />
          </TableHeader>
        )}
        <TableHeader>App</TableHeader>
        <TableHeader>Production</TableHeader>
        <TableHeader>Sandbox</TableHeader>
        <TableHeader align="right">Clients asked</TableHeader>
        <TableHeader className={onlyWide}>SDK versions</TableHeader>
        <TableHeader align="right">Prompt accepted</TableHeader>
        <TableHeader align="right">Last fetch</TableHeader>
      </TableHead>
      <tbody>
        {rows.map((row) => (
          <TableRow key={row.appId} className="h-12">
            {onToggle && (
              <TableCell>
                <MatrixBox {...{ row, selected, onToggle }} />
              </TableCell>
            )}
            <TableName isWrapped className="py-1.5">
              <span className="flex min-w-36 flex-col">
                <MatrixLink row={row} {...shown} />
                <span className="font-normal text-faint text-sm">
                  <Outside>{row.companyName}</Outside>
                </span>
              </span>
            </TableName>
            <TableCell isWrapped>
              <InEffect row={row} name="production" />
            </TableCell>
            <TableCell isWrapped>
              <InEffect row={row} name="sandbox" />
            </TableCell>
            <TableCell align="right">
              <ReachCell cells={row.cells} />
            </TableCell>
            <TableCell className={`font-mono text-sm ${onlyWide}`}>{versionsOf(row.cells)}</TableCell>
            <TableCell align="right">
              <Accepted cells={row.cells} />
            </TableCell>
            <TableCell align="right">
              <LastFetch cells={row.cells} />
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  )
}
