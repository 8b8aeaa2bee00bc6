'use client'

import { ListFilter } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Switch } from '@/components/ui/switch'
import { ExportButton } from './export-button'
import { FindFilter } from './find-filter'
import type { FilterParams } from './search-params'
import { TimeMenu } from './time-menu'

type Props = {
  base: string
  filters: FilterParams
  mayExport: boolean
  live: boolean
  failure: Error | null
  toggleLive: () => unknown
  setTime: (range: Pick<FilterParams, 'from' | 'until'>) => unknown
  setFilters: (change: Partial<FilterParams>) => unknown
  onFilters: () => void
}

export function LogBar({ base, filters, mayExport, live, failure, toggleLive, setTime, setFilters, onFilters }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <FindFilter base={base} setFilters={setFilters} />
      <span className="min-[1200px]:hidden">
        <Button icon={<ListFilter aria-hidden className="size-3.5" />} onClick={onFilters}>
          Filters
        </Button>
      </span>
      <TimeMenu filters={filters} setTime={setTime} />
      {mayExport && <ExportButton base={base} filters={filters} />}
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
