import { announce } from '@/db/changes'
import type { Db } from '@/db/client'
import { latestRevisions } from '@/db/queries/prompt-revisions'
import { appendRevision, type lockConfiguration, type PromptPlace, usableLists } from '@/db/queries/prompts'
import type { promptRevisions } from '@/db/schema/prompts'
import { Refused } from '../errors'
import { refusedFields } from '../invalid'
import { changesBetween, toldBy } from './changes'
import { PromptContent } from './content'
import { recordDue } from './fire-schedule'
import { mergeContents } from './merge'
import { partLabel, partWords } from './part-words'
import { partsOf } from './parts'
import { contentOfRevision } from './stored'
import { readableContent } from './stored-content'

type Configuration = Awaited<ReturnType<typeof lockConfiguration>>
type Revision = Pick<
  typeof promptRevisions.$inferInsert,
  'kind' | 'authorName' | 'authorId' | 'comment' | 'restoredFrom' | 'approvedByName'
>

/** Writes the next revision and tells every process. The caller holds the lock and has checked what the change asks for. */
export async function saveRevision(
  db: Db,
  {
    place,
    configuration,
    content,
    revision,
  }: { place: PromptPlace; configuration: Configuration; content: PromptContent | null; revision: Revision },
) {
  const checked = await savable(db, { place, content })
  const now = new Date()
  // A moment that has come while nobody recorded it was true until now, and would be forgotten by what follows.
  const steps = await recordDue(db, { configurationId: configuration.id, now })
  const saved = await appendRevision(db, {
    configuration: { ...configuration, revision: configuration.revision + steps },
    revision: { ...revision, content: checked },
    scheduleFiredUntil: now,
  })
  const { environmentName, companyId, appId } = place
  await announce(db, { kind: 'prompt', environmentName, companyId: companyId ?? undefined, appId: appId ?? undefined })
  return saved
}

/** The content as it would be saved at that place; refused where it cannot be. */
export async function savable(
  db: Db,
  { place, content }: { place: PromptPlace; content: PromptContent | null },
): Promise<PromptContent | null> {
  const checked = content === null ? null : checkedContent(content)
  await checkLists(db, place, checked)
  return checked
}

/**
 * The author's content on top of what colleagues saved since `baseRevision`; refused, with the three versions of each
 * part and who was first, where both changed the same.
 */
export async function mergedOnto(
  db: Db,
  {
    configuration,
    baseRevision,
    mine,
  }: { configuration: Configuration; baseRevision: number; mine: PromptContent | null },
) {
  if (configuration.revision === baseRevision) return mine
  const theirs = readableContent(configuration.content, { called: `Revision ${configuration.revision}` })
  const base = await contentOfRevision(db, { configurationId: configuration.id, number: baseRevision })
  const { content, conflicts } = mergeContents({ base, mine, theirs })
  if (conflicts.length === 0) return content
  const [latest] = await latestRevisions(db, { configurationIds: [configuration.id] })
  throw new Refused(
    'conflict',
    `${latest?.authorName ?? 'A colleague'} changed the same in revision ${configuration.revision}. Nothing of yours was saved.`,
    {},
    'prompt_conflict',
    {
      by: latest?.authorName,
      at: latest?.createdAt.toISOString(),
      revision: configuration.revision,
      conflicts: conflicts.map((path) => threeWays(path, { base, mine, theirs })),
      theirChanges: changesBetween(base, theirs),
    },
  )
}

function threeWays(path: string, contents: Record<'base' | 'mine' | 'theirs', PromptContent | null>) {
  const told = toldBy(contents.mine, contents.theirs, contents.base)
  const words = (content: PromptContent | null) => {
    const parts = partsOf(content)
    return parts.has(path) ? partWords(path, parts.get(path), told) : 'Not there'
  }
  const value = partsOf(contents.mine).get(path) ?? partsOf(contents.theirs).get(path)
  return {
    path,
    label: partLabel(path, value, told),
    base: words(contents.base),
    mine: words(contents.mine),
    theirs: words(contents.theirs),
  }
}

/** A merge of two valid contents may still be invalid as a whole. */
function checkedContent(content: PromptContent): PromptContent {
  const parsed = PromptContent.safeParse(content)
  if (parsed.success) return parsed.data
  throw new Refused(
    'conflict',
    'Together with your colleague’s change this would not be valid.',
    refusedFields(parsed.error),
  )
}

async function checkLists(db: Db, { companyId }: PromptPlace, content: PromptContent | null) {
  const ids = content?.lists.map(({ id }) => id) ?? []
  if (ids.length === 0) return
  const usable = new Set((await usableLists(db, { ids, companyId })).map(({ id }) => id))
  const missing = ids.findIndex((id) => !usable.has(id))
  if (missing === -1) return
  throw new Refused('invalid', 'A customer list is not there.', {
    [`content.lists.${missing}`]: ['This list is not there, or belongs to another company.'],
  })
}
