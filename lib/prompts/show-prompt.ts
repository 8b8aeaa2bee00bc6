import { placeNames, promptManagers } from '@/db/queries/prompt-places'
import { openProposals } from '@/db/queries/prompt-proposals'
import { latestRevisions } from '@/db/queries/prompt-revisions'
import { findConfiguration } from '@/db/queries/prompts'
import { roleMay } from '../permissions'
import { promptQuery } from './at-place'
import { changesFrom } from './changes'
import { effectiveOf } from './effective'
import { nameToType } from './requirements'
import { contentIn, contentOfRevision, inheritedBy, levelsAt } from './stored'

/** One place's configuration as its page shows it: own, inherited, effective, and what waits for approval. */
export const showPrompt = promptQuery('prompt.read', {}, async ({ db, staff, place }) => {
  const [configuration, levels, names] = await Promise.all([
    findConfiguration(db, place),
    levelsAt(db, place),
    placeNames(db, place),
  ])
  const inherited = inheritedBy(levels, place.scopeKind)
  const effective = effectiveOf(levels)
  const [latest] = configuration ? await latestRevisions(db, { configurationIds: [configuration.id] }) : []
  const proposals = place.companyId ? await openProposals(db, { place, now: new Date() }) : []
  return {
    place,
    name: nameToType(names),
    mayPublish: roleMay(staff.role, place.companyId ? 'prompt.publish' : 'prompt.publish_platform'),
    managers: await promptManagers(db, place),
    requiresApproval: names?.requiresApproval ?? false,
    revision: configuration?.revision ?? 0,
    own: contentIn(configuration?.content),
    inherited: { source: inherited.source, content: inherited.content },
    effective: {
      source: effective.source,
      isStopped: effective.isStopped,
      content: effective.content,
      revision: effective.revision,
    },
    latest,
    proposals: await Promise.all(
      proposals.map(async ({ id, content, baseRevision, authorId, authorName, comment, createdAt }) => {
        const base = await contentOfRevision(db, { configurationId: configuration?.id, number: baseRevision })
        return {
          id,
          authorId,
          authorName,
          comment,
          createdAt,
          changes: changesFrom(base, contentIn(content), { inherited: inherited.content }),
        }
      }),
    ),
  }
})

export type ShownPrompt = Awaited<ReturnType<typeof showPrompt>>
