'use client'

import { Download } from 'lucide-react'
import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import type { FilterAudit } from '@/lib/audit/filters'

export function ExportButton({ filters }: { filters: FilterAudit }) {
  const [isPending, startTransition] = useTransition()
  const download = () =>
    startTransition(async () => {
      const answer = await fetch('/audit/export', { method: 'POST', body: JSON.stringify(filters) })
      if (!answer.ok) return void toast.failure((await answer.json()).title)
      const link = document.createElement('a')
      link.href = URL.createObjectURL(await answer.blob())
      link.download = 'audit.csv'
      link.click()
      URL.revokeObjectURL(link.href)
      toast.good('The export is saved.', { description: 'Taking it out is an entry of the audit, too.' })
    })
  return (
    <Button icon={<Download aria-hidden className="size-3.5" />} isPending={isPending} onClick={download}>
      Export CSV
    </Button>
  )
}
