import { z } from 'zod'
import type { Db } from '@/db/client'
import { placeNames } from '@/db/queries/prompts/prompt-places'
import { findConfiguration, type PromptPlace } from '@/db/queries/prompts/prompts'
import { approversOf, approverWords } from '@/lib/prompts/approvals/approvers'
import { sameProposal } from '@/lib/prompts/approvals/same-proposal'
import { changeHash } from '@/lib/prompts/changes/change-hash'
import { changesFrom } from '@/lib/prompts/changes/changes'
import { PromptContent } from '@/lib/prompts/content/content'
import { promptQuery } from '@/lib/prompts/levels/at-place'
import { contentOfRevision, inheritedBy, levelsAt } from '@/lib/prompts/levels/stored'
import { impactOf } from './impact'
import { requirementsOf } from './requirements'
import { savedSince } from './saved-since'
import { sharesFrom } from './share-over-time'
import { warningsOf } from './warnings'

const shape = { baseRevision: z.int().min(0), content: PromptContent.nullable() }

/** Shows the staged change to its author before it takes effect, and what it takes to save it. */
export const reviewPrompt = promptQuery('prompt.read', shape, async ({ db, staff, place, input }) => {
  const now = new Date()
  const configuration = await findConfiguration(db, place)
  const base = await contentOfRevision(db, { configurationId: configuration?.id, number: input.baseRevision })
  const [names, levels, reach] = await Promise.all([
    placeNames(db, place),
    levelsAt(db, place),
    impactOf(db, { place, content: input.content, now: new Date(), companyIds: staff.companyIds }),
  ])
  const inherited = inheritedBy(levels, place.scopeKind).content
  const [before, after] = [base ?? inherited, input.content ?? inherited]
  const hash = changeHash(place, base, input.content)
  const needs = requirementsOf(place, { before: base, after: input.content, names })
  return {
    changes: changesFrom(base, input.content, { inherited }),
    values: { before, after },
    shares: { from: sharesFrom(after, now), timeZone: after.schedule.timeZone },
    hash,
    needs,
    /** The open proposal, if the same change is already proposed. */
    proposed: needs.approval ? await proposed(db, { place, changeHash: hash, staffId: staff.id }) : null,
    reach,
    warnings: warningsOf({ content: input.content, inherited, reach, now }),
    /** The people who saved since the author began; `you` for the author's own save. */
    savedSince: await savedSince(db, {
      configurationId: configuration?.id,
      baseRevision: input.baseRevision,
      staffId: staff.id,
    }),
  }
})

async function proposed(
  db: Db,
  { staffId, ...which }: { place: PromptPlace; changeHash: string; staffId: string },
): Promise<{ id: string; author: string; approvers: string | null } | null> {
  const same = await sameProposal(db, which)
  if (!same) return null
  const approvers = (await approversOf(db, [same]))(same)
  return { id: same.id, author: same.authorName, approvers: approverWords(approvers, staffId) ?? null }
}
