import { announce } from '@/db/announce'
import type { Db } from '@/db/client'
import { savesAfter } from '@/db/queries/prompts/prompt-revisions'
import { appendRevision, type lockConfiguration, type PromptPlace, usableLists } from '@/db/queries/prompts/prompts'
import type { promptRevisions, RevisionKind } from '@/db/schema/prompts'
import { Refused } from '@/lib/errors'
import { refusedFields } from '@/lib/invalid'
import { changesFrom, labelContextOf } from '@/lib/prompts/changes/changes'
import { mergeContents } from '@/lib/prompts/changes/merge'
import { partLabel, partSentence } from '@/lib/prompts/changes/part-labels'
import { KeptContent, PromptContent } from '@/lib/prompts/content/content'
import { partsOf, stable } from '@/lib/prompts/content/parts'
import { contentIn, readableContent } from '@/lib/prompts/content/stored-content'
import { contentOfRevision } from '@/lib/prompts/levels/stored'
import { recordDue } from './fire-schedule'
import { tellPromptChange } from './tell-prompt'

type Configuration = Awaited<ReturnType<typeof lockConfiguration>>
type Revision = Pick<
  typeof promptRevisions.$inferInsert,
  'kind' | 'authorName' | 'authorId' | 'comment' | 'restoredFrom' | 'approvedByName'
>

/** Writes the next revision and notifies every process. The caller holds the lock and has checked the requirements. */
export async function saveRevision(
  db: Db,
  {
    place,
    configuration,
    content,
    revision,
  }: { place: PromptPlace; configuration: Configuration; content: PromptContent | null; revision: Revision },
) {
  const checked = await validateForSave(db, { place, content, kind: revision.kind })
  const origin = await truthfulKind(db, { ...revision, configuration, content: checked })
  const now = new Date()
  // Record the scheduled changes that are due: they applied until now, and this save would hide them.
  const steps = await recordDue(db, { configurationId: configuration.id, now })
  const saved = await appendRevision(db, {
    configuration: { ...configuration, revision: configuration.revision + steps },
    revision: { ...revision, ...origin, content: checked },
    scheduleFiredUntil: now,
  })
  const { authorId = null, authorName, comment = null } = revision
  await tellPromptChange(db, { place, authorId, authorName, comment, number: saved.number })
  const { environmentName, companyId, appId } = place
  await announce(db, { kind: 'prompt', environmentName, companyId: companyId ?? undefined, appId: appId ?? undefined })
  return saved
}

type Origin<Kind> = {
  configuration: Configuration
  content: PromptContent | null
  kind: Kind
  restoredFrom?: number | null
}

/** A restored revision that was edited, or merged with a colleague's change, is an ordinary save. */
export async function truthfulKind<Kind extends RevisionKind>(
  db: Db,
  { configuration, content, kind, restoredFrom = null }: Origin<Kind>,
): Promise<{ kind: Kind | 'save'; restoredFrom: number | null }> {
  if (kind === 'undo') return { kind, restoredFrom }
  if (kind !== 'restore') return { kind, restoredFrom: null }
  if (restoredFrom === null) return { kind: 'save', restoredFrom: null }
  const restored = await contentOfRevision(db, { configurationId: configuration.id, number: restoredFrom })
  return stable(restored) === stable(content) ? { kind, restoredFrom } : { kind: 'save', restoredFrom: null }
}

/** Validates the content as it would be saved at that place. Rejects content that can't be saved. */
export async function validateForSave(
  db: Db,
  { place, content, kind }: { place: PromptPlace; content: PromptContent | null; kind: RevisionKind },
): Promise<PromptContent | null> {
  const checked = content === null ? null : checkedContent(content, kind)
  await checkLists(db, place, checked)
  return checked
}

type Onto = {
  configuration: Configuration
  baseRevision: number
  mine: PromptContent | null
  /** What the place inherits: the common base if both sides customized it. */
  inherited: PromptContent
}

/**
 * Merges the author's content onto what was saved since `baseRevision`. Rejects it if nothing is left to save, or if
 * both changed the same part: then with the three versions of each part and who changed it.
 */
export async function mergedOnto(db: Db, { configuration, baseRevision, mine, inherited }: Onto) {
  if (configuration.revision === baseRevision) return mine
  const theirs = readableContent(configuration.content, { called: `Revision ${configuration.revision}` })
  const base = await contentOfRevision(db, { configurationId: configuration.id, number: baseRevision })
  const { content, conflicts } = mergeContents({ base, mine, theirs, inherited })
  const [first] = conflicts
  if (first === undefined) {
    if (changesFrom(theirs, content, { inherited }).length > 0) return content
    throw new Refused(
      'conflict',
      `Revision ${configuration.revision} already has this change. Nothing is left to save.`,
    )
  }
  const by = await lastChanged(db, { configuration, baseRevision, base, inherited, path: first })
  throw new Refused(
    'conflict',
    `${by?.authorName ?? 'A colleague'} changed the same part in revision ${by?.number ?? configuration.revision}. Your changes weren’t saved.`,
    {},
    'prompt_conflict',
    {
      by: by?.authorName,
      at: by?.createdAt.toISOString(),
      revision: configuration.revision,
      conflicts: conflicts.map((path) => threeWays(path, { base, mine, theirs, inherited })),
      theirChanges: changesFrom(base, theirs, { inherited }),
    },
  )
}

/** The last save that changed that part, or the last save of all if the part was only taken over unchanged. */
async function lastChanged(
  db: Db,
  {
    configuration,
    baseRevision,
    base,
    inherited,
    path,
  }: Omit<Onto, 'mine'> & { base: PromptContent | null; path: string },
) {
  const saves = await savesAfter(db, { configurationId: configuration.id, number: baseRevision })
  const partIn = (content: PromptContent | null) => stable(appliedParts(content, inherited).get(path))
  const before = (index: number) => (index === 0 ? base : contentIn(saves[index - 1]?.content))
  return saves.findLast((row, index) => partIn(contentIn(row.content)) !== partIn(before(index))) ?? saves.at(-1)
}

/** The effective content of a place, split into parts. A place that inherits has the parts that it inherits. */
const appliedParts = (content: PromptContent | null, inherited: PromptContent) =>
  new Map([...partsOf(content ?? inherited), ['inherits', content === null] as const])

type Ways = Record<'base' | 'mine' | 'theirs', PromptContent | null> & { inherited: PromptContent }

function threeWays(path: string, { inherited, ...contents }: Ways) {
  const told = labelContextOf(contents.mine, contents.theirs, contents.base, inherited)
  const [base, mine, theirs] = [contents.base, contents.mine, contents.theirs].map((content) =>
    appliedParts(content, inherited),
  )
  const words = (parts: typeof base) => (parts?.has(path) ? partSentence(path, parts.get(path), told) : 'Not set')
  return {
    path,
    label: partLabel(path, mine?.get(path) ?? theirs?.get(path), told),
    base: words(base),
    mine: words(mine),
    theirs: words(theirs),
  }
}

/** Kinds that work whatever is stored. */
const alwaysWork: readonly RevisionKind[] = ['off', 'pause', 'undo']

/** A merge of two valid contents may still be invalid as a whole. Off, pause, and undo always work. */
function checkedContent(content: PromptContent, kind: RevisionKind): PromptContent {
  const whole = KeptContent.safeParse(content)
  if (!whole.success)
    throw new Refused(
      'conflict',
      'Combined with your colleague’s change, this wouldn’t be valid.',
      refusedFields(whole.error),
    )
  const parsed = alwaysWork.includes(kind) ? whole : PromptContent.safeParse(content)
  if (parsed.success) return parsed.data
  throw new Refused(
    'invalid',
    'A rule has a pattern that Pushdesk can’t run. Replace it, then save again.',
    refusedFields(parsed.error),
  )
}

async function checkLists(db: Db, { companyId }: PromptPlace, content: PromptContent | null) {
  const ids = content?.lists.map(({ id }) => id) ?? []
  if (ids.length === 0) return
  const usable = new Set((await usableLists(db, { ids, companyId })).map(({ id }) => id))
  const missing = ids.findIndex((id) => !usable.has(id))
  if (missing === -1) return
  throw new Refused('invalid', 'A customer list doesn’t exist.', {
    [`content.lists.${missing}`]: ['This list doesn’t exist or belongs to another company.'],
  })
}
