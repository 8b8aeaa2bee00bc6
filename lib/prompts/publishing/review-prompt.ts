import { z } from 'zod'
import type { Db } from '@/db/client'
import { placeNames } from '@/db/queries/prompts/prompt-places'
import { findConfiguration, type PromptPlace } from '@/db/queries/prompts/prompts'
import { approversOf, approverWords } from '@/lib/prompts/approvals/approvers'
import { sameProposal } from '@/lib/prompts/approvals/same-proposal'
import { changeHash } from '@/lib/prompts/changes/change-hash'
import { changesFrom } from '@/lib/prompts/changes/changes'
import { mergeContents } from '@/lib/prompts/changes/merge'
import { PromptContent } from '@/lib/prompts/content/content'
import { readableContent } from '@/lib/prompts/content/stored-content'
import { promptQuery } from '@/lib/prompts/levels/at-place'
import { contentOfRevision, inheritedBy, levelsAt } from '@/lib/prompts/levels/stored'
import { impactOf } from './impact'
import { requirementsOf } from './requirements'
import { savedSince } from './saved-since'
import { sharesFrom } from './share-over-time'
import { warningsOf } from './warnings'

const shape = { baseRevision: z.int().min(0), content: PromptContent.nullable() }

/** Shows the staged change to its author before it takes effect, on top of what is saved, and what it takes to save it. */
export const reviewPrompt = promptQuery('prompt.read', shape, async ({ db, staff, place, input }) => {
  const now = new Date()
  const { baseRevision, content: mine } = input
  const configuration = await findConfiguration(db, place)
  const base = await contentOfRevision(db, { configurationId: configuration?.id, number: baseRevision })
  const [names, levels] = await Promise.all([placeNames(db, place), levelsAt(db, place)])
  const inherited = inheritedBy(levels, place.scopeKind).content
  const { before, after, isInConflict } = ontoSaved({ configuration, baseRevision, base, mine, inherited })
  const reach = await impactOf(db, { place, content: after, now, companyIds: staff.companyIds })
  const applied = after ?? inherited
  const hash = changeHash(place, base, mine)
  const needs = requirementsOf(place, { before: base, after: mine, names })
  return {
    /** The saved revision that the change is compared with. */
    revision: configuration?.revision ?? 0,
    changes: changesFrom(before, after, { inherited }),
    values: { before: before ?? inherited, after: applied },
    shares: { from: sharesFrom(applied, now), timeZone: applied.schedule.timeZone },
    hash,
    needs,
    /** The open proposal, if the same change is already proposed. */
    proposed: needs.approval ? await proposed(db, { place, changeHash: hash, staffId: staff.id }) : null,
    reach,
    warnings: warningsOf({ content: after, inherited, reach, now }),
    /** The people who saved since the author began; `you` for the author's own save. */
    savedSince: await savedSince(db, { configurationId: configuration?.id, baseRevision, staffId: staff.id }),
    isInConflict,
  }
})

type Onto = {
  configuration: Awaited<ReturnType<typeof findConfiguration>>
  baseRevision: number
  base: PromptContent | null
  mine: PromptContent | null
  inherited: PromptContent
}

/** A change that conflicts with what is saved is shown on its own base. Its save asks which version to keep. */
function ontoSaved({ configuration, baseRevision, base, mine, inherited }: Onto) {
  const onBase = { before: base, after: mine }
  if (!configuration || configuration.revision === baseRevision) return { ...onBase, isInConflict: false }
  const theirs = readableContent(configuration.content, { called: `Revision ${configuration.revision}` })
  const { content, conflicts } = mergeContents({ base, mine, theirs, inherited })
  if (conflicts.length > 0) return { ...onBase, isInConflict: true }
  return { before: theirs, after: content, isInConflict: false }
}

async function proposed(
  db: Db,
  { staffId, ...which }: { place: PromptPlace; changeHash: string; staffId: string },
): Promise<{ id: string; author: string; approvers: string | null } | null> {
  const same = await sameProposal(db, which)
  if (!same) return null
  const approvers = (await approversOf(db, [same]))(same)
  return { id: same.id, author: same.authorName, approvers: approverWords(approvers, staffId) ?? null }
}
