'use client'

import { Download } from 'lucide-react'
import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { type Exported, saveExport } from './save-export'

/** Exports the filtered rows as a file. */
export function ExportButton(exported: Exported) {
  const [isPending, startTransition] = useTransition()
  return (
    <Button
      icon={<Download aria-hidden className="size-3.5" />}
      isPending={isPending}
      onClick={() => startTransition(() => saveExport(exported))}
    >
      Export
    </Button>
  )
}
