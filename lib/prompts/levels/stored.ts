import type { Db } from '@/db/client'
import { findRevision } from '@/db/queries/prompts/prompt-revisions'
import { configurationsFor, listMembers, type PromptPlace, usableLists } from '@/db/queries/prompts/prompts'
import { Refused } from '@/lib/errors'
import type { PromptContent } from '@/lib/prompts/content/content'
import { readableContent, readContent } from '@/lib/prompts/content/stored-content'
import type { Lists } from '@/lib/prompts/evaluation/compile-condition'
import { type Effective, effectiveOf, type Level, type Levels } from './effective'
import { levelsAmong } from './levels'

type Row = { id: string; scopeKind: PromptPlace['scopeKind']; revision: number; content: unknown; updatedAt: Date }

export const levelOf = (row: Row): Level => ({
  configurationId: row.id,
  scopeKind: row.scopeKind,
  revision: row.revision,
  ...readContent(row.content),
  updatedAt: row.updatedAt,
})

/** Reads the levels of a place from the database, for pages. Phones are answered from memory. */
export async function levelsAt(
  db: Db,
  { environmentName, companyId, appId }: Pick<PromptPlace, 'environmentName' | 'companyId' | 'appId'>,
): Promise<Levels> {
  const rows = await configurationsFor(db, {
    environmentName,
    companyId: companyId ?? undefined,
    appId: appId ?? undefined,
  })
  return levelsAmong(rows, levelOf)({ environmentName, companyId, appId })
}

/** Returns what the place would have without its own configuration. */
export function inheritedBy(levels: Levels, scopeKind: PromptPlace['scopeKind']): Effective {
  const { platform, company } = levels
  if (scopeKind === 'app') return effectiveOf({ platform, company })
  return effectiveOf(scopeKind === 'company' ? { platform } : {})
}

/** Revision 0 is the state before the first save: inherited. Rejects a revision of a newer version of Pushdesk. */
export async function contentOfRevision(
  db: Db,
  { configurationId, number }: { configurationId: string | undefined; number: number },
) {
  if (number === 0) return null
  const row = configurationId && (await findRevision(db, { configurationId, number }))
  if (!row) throw new Refused('not-found', `There is no revision ${number} here.`)
  return readableContent(row.content, { called: `Revision ${number}` })
}

type MembersOf = {
  contents: (PromptContent | null)[]
  companyId: string | null
  /** Cache of list members. Pass the same map for several companies to read each list once. */
  known?: Map<string, ReadonlySet<string>>
}

/** Returns the members of the lists that these contents name, if the company may use them. */
export async function membersOf(db: Db, { contents, companyId, known = new Map() }: MembersOf): Promise<Lists> {
  const ids = [...new Set(contents.flatMap((content) => content?.lists.map(({ id }) => id) ?? []))]
  if (ids.length === 0) return new Map()
  const usable = (await usableLists(db, { ids, companyId })).map(({ id }) => id)
  const unread = usable.filter((id) => !known.has(id))
  if (unread.length)
    for (const { id, customerIds } of await listMembers(db, { ids: unread })) known.set(id, new Set(customerIds))
  return new Map([...known].filter(([id]) => usable.includes(id)))
}
