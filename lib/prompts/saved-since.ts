import type { Db } from '@/db/client'
import { authorsAfter } from '@/db/queries/prompt-revisions'

type Since = { configurationId: string | undefined; baseRevision: number; staffId: string }

const savesMax = 20

/**
 * Who saved since a revision, each once, the last one first. The schedule saves nothing: its moments are revisions with
 * the content of the one before.
 */
export async function savedSince(db: Db, { configurationId, baseRevision, staffId }: Since): Promise<string[]> {
  if (!configurationId) return []
  const rows = await authorsAfter(db, { configurationId, number: baseRevision, limit: savesMax + 1 })
  const names = new Set(
    rows.slice(0, savesMax).map(({ authorId, authorName }) => (authorId === staffId ? 'you' : authorName)),
  )
  return rows.length > savesMax ? [...names, 'others'] : [...names]
}
