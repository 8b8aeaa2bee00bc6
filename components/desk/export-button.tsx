'use client'

import { Download } from 'lucide-react'
import { useState } from 'react'
import { plural } from '@/lib/format/number'
import { Button } from '../ui/button'
import { saveFile } from '../ui/save-file'
import { toast } from '../ui/toast'
import { deskFetch } from './desk-fetch'

type Props = { href: string; body?: object; noun: [one: string, many: string]; note?: string }

/** What the filters leave, as CSV; where that is more than a file holds, it says so. */
export function ExportButton({ href, body, noun, note = 'The export is recorded in the audit log.' }: Props) {
  const [isPending, setPending] = useState(false)

  async function download() {
    setPending(true)
    try {
      const answer = await deskFetch(href, { method: 'POST', body: body && JSON.stringify(body) })
      if (!answer.ok) return toast.failure(`Couldn’t export ${noun[1]}`, { description: await reasonOf(answer) })
      saveFile(await answer.blob(), nameOf(answer))
      toast.good(...wordsOf(answer, noun, note))
    } catch {
      toast.failure(`Couldn’t export ${noun[1]}`, { description: 'Pushdesk didn’t respond. Try again.' })
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

function wordsOf({ headers }: Response, noun: Props['noun'], note: string): Parameters<typeof toast.good> {
  const count = Number(headers.get('x-row-count'))
  return headers.get('x-rows-left-out') === 'yes'
    ? [
        `Newest ${plural(count, ...noun)} exported`,
        { description: `Older rows are left out. Narrow the filters to include them. ${note}` },
      ]
    : [`${plural(count, ...noun)} exported`, { description: note }]
}

const nameOf = ({ headers }: Response) =>
  /filename="([^"]+)"/.exec(headers.get('content-disposition') ?? '')?.[1] ?? 'export.csv'

async function reasonOf(answer: Response): Promise<string | undefined> {
  const problem: { title?: string } = await answer.json().catch(() => ({}))
  return problem.title
}
