import type { Db } from '@/db/client'
import { proposalsBy } from '@/db/queries/prompts/prompt-proposals'
import type { PromptPlace } from '@/db/queries/prompts/prompts'

const dayMs = 86_400_000
/** How long a person sees that their change was rejected. */
const shownMs = 14 * dayMs
/** A proposal is open for at most 14 days before someone rejects it. */
const sinceMs = shownMs + 14 * dayMs

/** Returns this person's rejected changes, newest first, until they propose another one here. */
export async function ownRejections(db: Db, given: { place: PromptPlace; authorId: string; now: Date }) {
  const { now, ...whose } = given
  const own = await proposalsBy(db, { ...whose, since: new Date(now.getTime() - sinceMs) })
  const [newest] = own
  return own.flatMap(({ id, comment, createdAt, status, decidedByName, decidedAt, decisionReason }) => {
    if (status !== 'rejected' || !decidedByName || !decidedAt || !newest) return []
    if (decidedAt <= newest.createdAt || now.getTime() - decidedAt.getTime() >= shownMs) return []
    return [{ id, comment, createdAt, rejectedByName: decidedByName, rejectedAt: decidedAt, reason: decisionReason }]
  })
}
