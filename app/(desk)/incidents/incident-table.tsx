import type { Route } from 'next'
import { Badge } from '@/components/ui/badge'
import { Table, TableCell, TableHead, TableHeader, TableName, TableRow } from '@/components/ui/table'
import { Outside } from '@/components/ui/text/outside'
import { TextLink } from '@/components/ui/text/text-link'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { affectedNumber } from '@/lib/incidents/affected-words'
import type { IncidentView } from '@/lib/incidents/incident-view'

export function IncidentTable({ label, incidents }: { label: string; incidents: IncidentView[] }) {
  return (
    <Table label={label}>
      <TableHead>
        <TableHeader>Incident</TableHeader>
        <TableHeader align="right" className="hidden @2xl:table-cell">
          Customers
        </TableHeader>
        <TableHeader align="right" className="hidden @2xl:table-cell">
          Waiting
        </TableHeader>
        <TableHeader align="right" className="hidden @2xl:table-cell">
          Lost
        </TableHeader>
        <TableHeader align="right">Began</TableHeader>
      </TableHead>
      <tbody>
        {incidents.map(({ id, sentence, placeName, severity, state, affected, openedAt, ...incident }) => (
          <TableRow key={id}>
            <TableName>
              <span className="flex flex-col gap-0.5 whitespace-normal py-1.5">
                <TextLink variant="row" href={`/incidents/${id}` as Route}>
                  {sentence}
                </TextLink>
                <span className="flex flex-wrap items-center gap-1.5 font-normal text-faint text-sm">
                  <Outside>{placeName}</Outside>
                  {state === 'open' && severity === 'critical' && <Badge tone="failed">Critical</Badge>}
                  {state === 'open' && incident.acknowledgedBy && <Badge>Acknowledged</Badge>}
                  {state === 'open' && incident.mutedUntil && incident.mutedUntil > new Date() && <Badge>Muted</Badge>}
                </span>
              </span>
            </TableName>
            <TableCell align="right" className="hidden @2xl:table-cell">
              {affectedNumber(affected.customers)}
            </TableCell>
            <TableCell align="right" className="hidden @2xl:table-cell">
              {affectedNumber(affected.waiting)}
            </TableCell>
            <TableCell align="right" className="hidden @2xl:table-cell">
              {affectedNumber(affected.lost)}
            </TableCell>
            <TableCell align="right">
              <RelativeTime at={openedAt} />
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  )
}
