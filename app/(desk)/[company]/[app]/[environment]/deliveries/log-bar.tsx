'use client'

import { ListFilter, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { failureWords } from '@/components/desk/desk-fetch'
import { ExportButton } from '@/components/desk/export-button'
import { Button } from '@/components/ui/button'
import { ColumnChooser } from '@/components/ui/column-chooser'
import { Switch } from '@/components/ui/form/switch'
import { onDemand } from '@/components/ui/on-demand'
import { Dialog } from '@/components/ui/overlays/dialog'
import { Skeleton } from '@/components/ui/skeleton'
import { type DeliveryColumn, deliveryColumnLabels, deliveryColumns, deliveryColumnsCookie } from './columns'
import { FindFilter } from './find-filter'
import type { RecoverPlace } from './recover-form'
import { type FilterParams, writeFilters } from './search-params'
import { TimeMenu, type TimeParams } from './time-menu'

type Props = {
  base: string
  environmentId: string
  filters: FilterParams
  mayExport: boolean
  mayRecover: boolean
  live: boolean
  failure: Error | null
  toggleLive: () => unknown
  retentionDays: number
  setTime: (time: TimeParams) => unknown
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
  retentionDays,
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
      <TimeMenu {...{ filters, retentionDays, setTime }} />
      <span className="hidden lg:block">
        <ColumnChooser
          columns={deliveryColumns}
          words={deliveryColumnLabels}
          cookie={deliveryColumnsCookie}
          chosen={columns}
          onChosen={onColumns}
        />
      </span>
      {mayExport && <ExportButton href={`${base}/export${writeFilters(filters)}`} noun={['delivery', 'deliveries']} />}
      {mayRecover && <RecoverButton base={base} environmentId={environmentId} />}
      <span className="ml-auto flex items-center gap-3">
        {failure && (
          <span role="status" className="text-danger-text text-sm">
            Not up to date. {failureWords(failure)}
          </span>
        )}
        <Switch label="Live" checked={live} onCheckedChange={toggleLive} />
      </span>
    </div>
  )
}

const RecoverForm = onDemand(
  () => import('./recover-form').then((loaded) => loaded.RecoverForm),
  () => <Skeleton className="h-40" />,
)

/** Resends everything that failed during an outage. */
function RecoverButton(place: RecoverPlace) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Dialog
      title="Resend failed notifications"
      description="Choose a period. Notifications that haven’t expired are sent again."
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<Button icon={<RotateCw aria-hidden className="size-3.5" />}>Resend failed…</Button>}
    >
      <RecoverForm {...place} onFollow={() => setOpen(false)} />
    </Dialog>
  )
}
