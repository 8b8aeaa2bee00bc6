import { Table, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { env } from '@/lib/env'
import { keptData, keptFor } from '@/lib/retention/kept'

/** How long this installation keeps each kind of data. */
export function KeptData() {
  return (
    <Table label="How long data is kept">
      <TableHead>
        <TableHeader>Data</TableHeader>
        <TableHeader>Kept for</TableHeader>
        <TableHeader className="hidden @xl:table-cell">Set by</TableHeader>
      </TableHead>
      <tbody>
        {keptData(env()).map((kept) => (
          <TableRow key={kept.what}>
            <TableCell isWrapped className="py-1.5">
              {kept.what}
            </TableCell>
            <TableCell isWrapped className="py-1.5">
              {[keptFor(kept), kept.from].filter(Boolean).join(' ')}
              {kept.variable && <code className="block text-faint text-sm @xl:hidden">{kept.variable}</code>}
            </TableCell>
            <TableCell className="hidden @xl:table-cell">{kept.variable && <code>{kept.variable}</code>}</TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  )
}
