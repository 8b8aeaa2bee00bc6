'use client'

import { Button } from '@/components/ui/button'
import { stateWord } from '@/components/ui/state-badge'
import { Table, TableCell, TableHead, TableHeader, TableName, TableRow } from '@/components/ui/table'
import { deliveryStates } from '@/lib/deliveries/delivery-labels'
import { formatClock } from '@/lib/format/date'
import { formatNumber } from '@/lib/format/number'
import type { Chart } from './delivery-log.query'

/** The chart's numbers as a table. Each row links to its deliveries. */
export function ChartTable({
  chart,
  onRange,
}: {
  chart: Chart
  onRange: (range: { from: Date; until: Date }) => void
}) {
  const bars = chart.bars.filter((bar) => bar.total > 0)
  const states = deliveryStates.filter((state) => bars.some((bar) => bar.states[state]))
  if (bars.length === 0) return <p className="py-4 text-quiet">No deliveries in this period.</p>
  return (
    <div className="max-h-64 overflow-y-auto">
      <Table label="Deliveries over time">
        <TableHead>
          <TableHeader>From</TableHeader>
          {states.map((state) => (
            <TableHeader key={state} align="right">
              {stateWord(state)}
            </TableHeader>
          ))}
        </TableHead>
        <tbody>
          {bars.map((bar) => (
            <TableRow key={bar.from.getTime()}>
              <TableName>
                <Button size="small" variant="ghost" onClick={() => onRange(bar)}>
                  {formatClock(bar.from)}
                </Button>
              </TableName>
              {states.map((state) => (
                <TableCell key={state} align="right">
                  {formatNumber(bar.states[state] ?? 0)}
                  {bar.isCapped && '+'}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </tbody>
      </Table>
    </div>
  )
}
