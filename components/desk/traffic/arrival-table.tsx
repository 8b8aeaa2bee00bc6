import { Table, TableCell, TableHead, TableHeader, TableName, TableRow } from '@/components/ui/table'
import { Outside } from '@/components/ui/text/outside'
import { formatDuration } from '@/lib/format/duration'
import { formatNumber } from '@/lib/format/number'
import type { Traffic } from './traffic.query'

type Arrival = Traffic['windows'][number]['arrivals'][number]

/** Receipts of the last 15 minutes, with the time since the delivery was created. */
export function ArrivalTable({ arrivals }: { arrivals: readonly Arrival[] }) {
  if (arrivals.length === 0)
    return <p className="text-quiet text-sm">No phone has sent a receipt in the last 15 minutes.</p>
  return (
    <Table label="Arrival at the phone, last 15 minutes">
      <TableHead>
        <TableHeader>Versions</TableHeader>
        <TableHeader>Received</TableHeader>
        <TableHeader className="hidden @2xl:table-cell">Opened</TableHeader>
        <TableHeader>Median</TableHeader>
        <TableHeader className="hidden @2xl:table-cell">95%</TableHeader>
        <TableHeader className="hidden @2xl:table-cell">99%</TableHeader>
      </TableHead>
      <tbody>
        {arrivals.map(({ transport, appVersion, osVersion, received, opened, p50Ms, p95Ms, p99Ms }) => (
          <TableRow key={`${transport} ${appVersion} ${osVersion}`}>
            <TableName>
              {transport === 'apns' ? 'APNs' : 'Company API'}, app <Outside>{appVersion || 'unknown'}</Outside>, iOS{' '}
              <Outside>{osVersion || 'unknown'}</Outside>
            </TableName>
            <TableCell>{formatNumber(received)}</TableCell>
            <TableCell className="hidden @2xl:table-cell">{formatNumber(opened)}</TableCell>
            <TableCell>{spanOf(p50Ms)}</TableCell>
            <TableCell className="hidden @2xl:table-cell">{spanOf(p95Ms)}</TableCell>
            <TableCell className="hidden @2xl:table-cell">{spanOf(p99Ms)}</TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  )
}

const spanOf = (ms: number | null) => (ms === null ? '–' : formatDuration(ms))
