import type { Db } from '@/db/client'
import { placeNames, promptManagers } from '@/db/queries/prompt-places'
import { openProposals } from '@/db/queries/prompt-proposals'
import { findRevision, latestRevisions } from '@/db/queries/prompt-revisions'
import { findConfiguration } from '@/db/queries/prompts'
import { roleMay } from '../permissions'
import { answerNow } from './answer-now'
import { promptQuery } from './at-place'
import { changesFrom } from './changes'
import { effectiveOf } from './effective'
import { nameToType } from './requirements'
import { inheritedBy, levelsAt } from './stored'
import { readContent } from './stored-content'
import { contentWarnings } from './warnings'

/** One place's configuration as its page shows it: own, inherited, effective, and what waits for approval. */
export const showPrompt = promptQuery('prompt.read', {}, async ({ db, staff, place }) => {
  const [configuration, levels, names] = await Promise.all([
    findConfiguration(db, place),
    levelsAt(db, place),
    placeNames(db, place),
  ])
  const inherited = inheritedBy(levels, place.scopeKind)
  const own = readContent(configuration?.content)
  const isReadable = own.content === null ? inherited.isReadable : own.isReadable
  const effective = effectiveOf(levels)
  const mayPublish = roleMay(staff.role, place.companyId ? 'prompt.publish' : 'prompt.publish_platform')
  const [latest] = configuration ? await latestRevisions(db, { configurationIds: [configuration.id] }) : []
  const proposals = place.companyId ? await openProposals(db, { place, now: new Date() }) : []
  return {
    place,
    name: nameToType(names),
    /** False: a newer version of Pushdesk saved what applies here, so nothing of it is shown, and only turning off works. */
    isReadable,
    mayPublish: mayPublish && isReadable,
    mayTurnOff: mayPublish,
    managers: await promptManagers(db, place),
    requiresApproval: names?.requiresApproval ?? false,
    revision: configuration?.revision ?? 0,
    own: own.content,
    inherited: { source: inherited.source, content: inherited.content },
    effective: {
      source: effective.source,
      isStopped: effective.isStopped,
      content: effective.content,
      isReadable: effective.isReadable,
      revision: effective.revision,
      ...answerNow(effective.content, new Date()),
    },
    latest,
    proposals: await Promise.all(
      proposals.map(async ({ id, content, baseRevision, authorId, authorName, comment, createdAt }) => {
        const base = await storedRevision(db, { configurationId: configuration?.id, number: baseRevision })
        const proposed = readContent(content)
        const isReadable = base.isReadable && proposed.isReadable
        return {
          id,
          authorId,
          authorName,
          comment,
          createdAt,
          isReadable,
          changes: isReadable ? changesFrom(base.content, proposed.content, { inherited: inherited.content }) : [],
          warnings: isReadable
            ? contentWarnings({ content: proposed.content, inherited: inherited.content, now: new Date() })
            : [],
        }
      }),
    ),
  }
})

/** Revision 0 is before the first save: inherited. */
async function storedRevision(
  db: Db,
  { configurationId, number }: { configurationId: string | undefined; number: number },
) {
  const row = configurationId && number > 0 ? await findRevision(db, { configurationId, number }) : undefined
  return readContent(row?.content)
}

export type ShownPrompt = Awaited<ReturnType<typeof showPrompt>>
