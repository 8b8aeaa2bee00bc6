import type { Db } from '@/db/client'
import { placeNames, promptManagers } from '@/db/queries/prompts/prompt-places'
import { openProposals } from '@/db/queries/prompts/prompt-proposals'
import { findRevision, latestRevisions } from '@/db/queries/prompts/prompt-revisions'
import { findConfiguration } from '@/db/queries/prompts/prompts'
import { roleMay } from '@/lib/permissions'
import { approversOf, approverWords } from '@/lib/prompts/approvals/approvers'
import { ownRejections } from '@/lib/prompts/approvals/own-rejections'
import { answerNow } from './answer-now'
import { changesFrom } from './changes/changes'
import { readContent } from './content/stored-content'
import { promptQuery } from './levels/at-place'
import { effectiveOf } from './levels/effective'
import { inheritedBy, levelsAt } from './levels/stored'
import { managedFromOf } from './managed-from'
import { nameToType } from './publishing/requirements'
import { pausedRollout } from './publishing/share-over-time'
import { contentWarnings } from './publishing/warnings'

/** One level's configuration as its page shows it: own, inherited, effective, and proposed. */
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
  const proposals = await openProposals(db, { place, now: new Date() })
  const approversFor = await approversOf(db, proposals)
  const rejections = await ownRejections(db, { place, authorId: staff.id, now: new Date() })
  return {
    place,
    name: nameToType(names),
    /** False if a newer version of Pushdesk saved what applies here. The page hides it, and only turning off works. */
    isReadable,
    mayPublish: mayPublish && isReadable,
    mayTurnOff: mayPublish,
    /** Whether the schedule here would ask more customers later. */
    hasRolloutAhead:
      own.isReadable &&
      inherited.isReadable &&
      pausedRollout(own.content ?? inherited.content, new Date()) !== undefined,
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
    managedFrom: own.isReadable ? await managedFromOf(db, configuration) : null,
    /** The reader's own changes that someone rejected. */
    rejections,
    proposals: await Promise.all(
      proposals.map(async ({ id, content, baseRevision, companyId, authorId, authorName, comment, createdAt }) => {
        const base = await storedRevision(db, { configurationId: configuration?.id, number: baseRevision })
        const proposed = readContent(content)
        const isReadable = base.isReadable && proposed.isReadable
        return {
          id,
          authorId,
          authorName,
          comment,
          createdAt,
          /** Null if no one else may approve it. */
          approvers: approverWords(approversFor({ companyId, authorId, createdAt }), staff.id) ?? null,
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

/** Revision 0 is the state before the first save: inherited. */
async function storedRevision(
  db: Db,
  { configurationId, number }: { configurationId: string | undefined; number: number },
) {
  const row = configurationId && number > 0 ? await findRevision(db, { configurationId, number }) : undefined
  return readContent(row?.content)
}

export type PromptView = Awaited<ReturnType<typeof showPrompt>>
