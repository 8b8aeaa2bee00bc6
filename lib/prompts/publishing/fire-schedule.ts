import { announce } from '@/db/announce'
import type { Database, Db } from '@/db/client'
import { appendRevision, lockConfigurationById } from '@/db/queries/prompts/prompts'
import { KeptContent, type PromptContent } from '@/lib/prompts/content/content'
import { boundariesOf } from '@/lib/prompts/content/schedule'

type Due = { id: string; scheduleFiredUntil: Date; content: PromptContent | null }

/** The next scheduled change of this configuration that isn't in the history yet. */
export function nextBoundary({ scheduleFiredUntil, content }: Due) {
  if (!content?.isOn) return undefined
  const after = scheduleFiredUntil.toISOString()
  return boundariesOf(content.schedule).find(({ at }) => at > after)
}

/**
 * Records every scheduled change that is due, each as its own revision, and notifies all processes. Any number of them
 * may try: the row lock lets one do it, and the next finds it done. Includes changes missed while no process ran.
 */
export function fireSchedule(database: Database, { configurationId, now }: { configurationId: string; now: Date }) {
  return database.db.transaction((db: Db) => recordDue(db, { configurationId, now }))
}

/** Runs in the caller's transaction. Returns how many changes it recorded. */
export async function recordDue(db: Db, { configurationId, now }: { configurationId: string; now: Date }) {
  let fired = 0
  for (;;) {
    const row = await lockConfigurationById(db, { id: configurationId })
    const parsed = KeptContent.safeParse(row?.content)
    if (!row || !parsed.success) return fired
    const due = nextBoundary({ ...row, content: parsed.data })
    if (!due || due.at > now.toISOString()) return fired
    await appendRevision(db, {
      configuration: row,
      scheduleFiredUntil: new Date(due.at),
      revision: {
        content: row.content,
        kind: 'schedule',
        authorName: 'Schedule',
        comment: due.what,
        createdAt: new Date(due.at),
      },
    })
    const { environmentName, companyId, appId } = row
    await announce(db, {
      kind: 'prompt',
      environmentName,
      companyId: companyId ?? undefined,
      appId: appId ?? undefined,
    })
    fired += 1
  }
}
