'use client'

import { Download } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { saveFile } from '@/components/ui/save-file'
import { toast } from '@/components/ui/toast'
import { object, read, text } from '@/lib/shape'

const Problem = object({ title: text })

/** What the filters leave, as CSV. Tokens stay masked, and the audit says who took it. */
export function ExportButton({ href, filters, fileName }: { href: string; filters: object; fileName: string }) {
  const [isPending, setPending] = useState(false)

  async function download() {
    setPending(true)
    try {
      const answer = await fetch(href, { method: 'POST', body: JSON.stringify(filters) })
      if (!answer.ok) return toast.failure(read(Problem, await answer.json()).title)
      saveFile(await answer.blob(), fileName)
      toast.good(`${answer.headers.get('x-row-count')} devices exported`, { description: 'Tokens are masked in it.' })
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
