import type { Db } from '@/db/client'
import { authorsAfter } from '@/db/queries/prompts/prompt-revisions'
import { upTo } from '@/lib/paging/cut'

type Since = { configurationId: string | undefined; baseRevision: number; staffId: string }

const savesMax = 20

/**
 * Names the people who saved since a revision, each once, the last one first. The schedule saves nothing: its revisions
 * repeat the content before them.
 */
export async function savedSince(db: Db, { configurationId, baseRevision, staffId }: Since): Promise<string[]> {
  if (!configurationId) return []
  const { shown, isCut } = await upTo(savesMax, (limit) =>
    authorsAfter(db, { configurationId, number: baseRevision, limit }),
  )
  const names = new Set(shown.map(({ authorId, authorName }) => (authorId === staffId ? 'you' : authorName)))
  return isCut ? [...names, 'others'] : [...names]
}
