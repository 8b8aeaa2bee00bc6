import { toast } from '@/components/ui/overlays/toast'
import { plural } from '@/lib/format/number'
import { deskFetch, failureOf } from './desk-fetch'

export type Exported = { href: string; body?: object; noun: [one: string, many: string]; note?: string }

/** Requests a file, saves it, and reports what it contains and whether rows are missing. */
export async function saveExport({ href, body, noun, note = 'The export is recorded in the audit log.' }: Exported) {
  const couldNot = (description: string | undefined) => toast.failure(`Couldn’t export ${noun[1]}`, { description })
  try {
    const answer = await deskFetch(href, { method: 'POST', body: body && JSON.stringify(body) })
    if (!answer.ok) return couldNot((await failureOf(answer)).message)
    saveFile(await answer.blob(), nameOf(answer))
    toast.good(...wordsOf(answer, noun, note))
  } catch {
    couldNot('Pushdesk didn’t respond. Try again.')
  }
}

function wordsOf({ headers }: Response, noun: Exported['noun'], note: string): Parameters<typeof toast.good> {
  const count = Number(headers.get('x-row-count'))
  return headers.get('x-rows-left-out') === 'yes'
    ? [
        `Newest ${plural(count, ...noun)} exported`,
        { description: `Older rows are left out. Narrow the filters to include them. ${note}`.trim() },
      ]
    : [`${plural(count, ...noun)} exported`, { description: note || undefined }]
}

const nameOf = ({ headers }: Response) =>
  /filename="([^"]+)"/.exec(headers.get('content-disposition') ?? '')?.[1] ?? 'export.csv'

/** Saves a blob as a file. */
export function saveFile(file: Blob, name: string) {
  const url = URL.createObjectURL(file)
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  URL.revokeObjectURL(url)
}
