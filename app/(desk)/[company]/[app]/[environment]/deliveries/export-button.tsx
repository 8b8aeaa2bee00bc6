'use client'

import { Download } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { saveFile } from '@/components/ui/save-file'
import { toast } from '@/components/ui/toast'
import { failureOf } from './fetch-json'
import { type FilterParams, writeFilters } from './search-params'

/** What the filters leave, as a file. Every export is in the audit. */
export function ExportButton({ base, filters }: { base: string; filters: FilterParams }) {
  const [isPending, setPending] = useState(false)
  async function download() {
    setPending(true)
    try {
      const response = await fetch(`${base}/export${writeFilters(filters)}`, { method: 'POST' })
      if (!response.ok) throw await failureOf(response)
      saveFile(await response.blob(), 'deliveries.csv')
      toast.good('The export was saved', { description: 'At most the newest 20,000 rows. It is in the audit.' })
    } catch (error) {
      toast.failure('The export failed', { description: error instanceof Error ? error.message : undefined })
    } finally {
      setPending(false)
    }
  }
  return (
    <Button icon={<Download aria-hidden className="size-3.5" />} isPending={isPending} onClick={download}>
      Export
    </Button>
  )
}
