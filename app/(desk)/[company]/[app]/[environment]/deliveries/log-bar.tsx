'use client'

import { ListFilter } from 'lucide-react'
import { ExportButton } from '@/components/desk/export-button'
import { Button } from '@/components/ui/button'
import { ColumnChooser } from '@/components/ui/column-chooser'
import { Switch } from '@/components/ui/switch'
import { columnsCookie, columnWords, type DeliveryColumn, deliveryColumns } from './columns'
import { FindFilter } from './find-filter'
import { RecoverButton } from './recover-button'
import { type FilterParams, writeFilters } from './search-params'
import { TimeMenu } from './time-menu'

type Props = {
  base: string
  environmentId: string
  filters: FilterParams
  mayExport: boolean
  mayRecover: boolean
  live: boolean
  failure: Error | null
  toggleLive: () => unknown
  setTime: (range: Pick<FilterParams, 'from' | 'until'>) => unknown
  setFilters: (change: Partial<FilterParams>) => unknown
  onFilters: () => void
  columns: DeliveryColumn[]
  onColumns: (columns: DeliveryColumn[]) => void
}

export function LogBar({
  base,
  environmentId,
  filters,
  mayExport,
  mayRecover,
  live,
  failure,
  toggleLive,
  setTime,
  setFilters,
  onFilters,
  columns,
  onColumns,
}: Props) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <FindFilter environmentId={environmentId} setFilters={setFilters} />
      <span className="min-[1200px]:hidden">
        <Button icon={<ListFilter aria-hidden className="size-3.5" />} onClick={onFilters}>
          Filters
        </Button>
      </span>
      <TimeMenu filters={filters} setTime={setTime} />
      <span className="hidden md:block">
        <ColumnChooser
          columns={deliveryColumns}
          words={columnWords}
          cookie={columnsCookie}
          chosen={columns}
          onChosen={onColumns}
        />
      </span>
      {mayExport && <ExportButton href={`${base}/export${writeFilters(filters)}`} noun={['delivery', 'deliveries']} />}
      {mayRecover && <RecoverButton base={base} environmentId={environmentId} />}
      <span className="ml-auto flex items-center gap-3">
        {failure && (
          <span role="status" className="text-danger-text text-sm">
            Not up to date: {failure.message}
          </span>
        )}
        <Switch label="Live" checked={live} onCheckedChange={toggleLive} />
      </span>
    </div>
  )
}
