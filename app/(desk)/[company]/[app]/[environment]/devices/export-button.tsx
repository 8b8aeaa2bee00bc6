'use client'

import { Download } from 'lucide-react'
import { useState } from 'react'
import { z } from 'zod'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'

const Problem = z.object({ title: z.string() })

/** What the filters leave, as CSV. Tokens stay masked, and the audit says who took it. */
export function ExportButton({ href, filters, fileName }: { href: string; filters: object; fileName: string }) {
  const [isPending, setPending] = useState(false)

  async function download() {
    setPending(true)
    try {
      const answer = await fetch(href, { method: 'POST', body: JSON.stringify(filters) })
      if (!answer.ok) return toast.failure(Problem.parse(await answer.json()).title)
      save(await answer.blob(), fileName)
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

function save(file: Blob, name: string) {
  const url = URL.createObjectURL(file)
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  URL.revokeObjectURL(url)
}
