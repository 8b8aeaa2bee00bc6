import type { Db } from '@/db/client'
import { openLiveCaseFile, standingOfDeliveries } from '@/db/queries/case-files'
import { countInWindow } from '@/db/queries/staff/rate-limits'
import { networkOf } from '@/lib/client-network'
import { CaseContent } from './case-content'
import { hashOfCaseToken } from './case-link'

const windowMs = 15 * 60_000
const opensMax = 120

export type OpenedCase = CaseContent & { expiresAt: Date; since: SinceThen[] }
export type SinceThen = { deliveryId: string; at: Date | null; words: string }

type Opening = { token: string; ip: string | undefined; now?: Date }

/**
 * Returns the content of a case file and what has happened since. Returns undefined for any link that doesn't open,
 * whatever the reason.
 */
export async function openCase(db: Db, { token, ip, now = new Date() }: Opening): Promise<OpenedCase | undefined> {
  const tokenHash = hashOfCaseToken(token)
  if (!tokenHash) return undefined
  const { count } = await countInWindow(db, { key: `case:address:${networkOf(ip ?? 'none')}`, now, windowMs })
  if (count > opensMax) return undefined
  const file = await openLiveCaseFile(db, { tokenHash, now })
  if (!file) return undefined
  const content = CaseContent.parse(file.content)
  const ids = content.deliveries.map(({ id }) => id)
  const standing = await standingOfDeliveries(db, { environmentId: file.environmentId, ids })
  return { ...content, expiresAt: file.expiresAt, since: standing.flatMap((now) => changes(content, now)) }
}

type Standing = Awaited<ReturnType<typeof standingOfDeliveries>>[number]

const endWords: Partial<Record<Standing['state'], string>> = {
  accepted: 'APNs or the company API accepted it.',
  failed: 'It failed.',
  expired: 'It expired.',
  suppressed: 'Pushdesk suppressed it.',
}

/** The events of a delivery since the case was frozen. */
function changes({ deliveries }: CaseContent, now: Standing): SinceThen[] {
  const then = deliveries.find(({ id }) => id === now.id)
  if (!then) return []
  const found: SinceThen[] = []
  const words = endWords[now.state]
  if (now.state !== then.state && words) found.push({ deliveryId: now.id, at: now.endedAt, words })
  if (now.receivedAt && !then.receivedAt)
    found.push({ deliveryId: now.id, at: now.receivedAt, words: 'The phone received it.' })
  if (now.openedAt && !then.openedAt)
    found.push({ deliveryId: now.id, at: now.openedAt, words: 'The customer opened it.' })
  return found
}
