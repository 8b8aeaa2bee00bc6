import { z } from 'zod'
import type { Db } from '@/db/client'
import { placeNames } from '@/db/queries/prompts/prompt-places'
import { decideProposal, lockOpenProposal } from '@/db/queries/prompts/prompt-proposals'
import { lockConfiguration, type PromptPlace } from '@/db/queries/prompts/prompts'
import { findStaff } from '@/db/queries/staff/staff'
import type { SignedInStaff } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { auditedChanges } from '@/lib/prompts/changes/audited-changes'
import { changeHash } from '@/lib/prompts/changes/change-hash'
import { contentIn, readableContent } from '@/lib/prompts/content/stored-content'
import { promptCommand } from '@/lib/prompts/levels/at-place'
import { contentOfRevision, inheritedBy, levelsAt } from '@/lib/prompts/levels/stored'
import { couldHaveActed, refuseWhileHeld } from '@/lib/staff/team/approval-hold'
import { isolated } from '@/lib/text/isolated'
import { subjectName } from './requirements'
import { mergedOnto, saveRevision } from './save-revision'
import { tellDecision } from './tell-prompt'

const shape = { proposalId: z.uuid() }
const closing = { ...shape, reason: z.string().trim().max(500, 'At most 500 characters.').default('') }

/** Approves a proposal and saves exactly the change that was reviewed. Its author can't approve it. */
export const approveProposal = promptCommand('prompt.approve', shape, async ({ db, staff, place, input }) => {
  const configuration = await lockConfiguration(db, place)
  const proposal = await openProposal(db, place, input.proposalId)
  await refuseWhileHeld(db, staff)
  await refuseOwnChange(db, staff, proposal)
  const content = readableContent(proposal.content, { called: 'This change' })
  const { baseRevision, kind, restoredFrom, comment, authorId, authorName } = proposal
  const base = await contentOfRevision(db, { configurationId: configuration.id, number: baseRevision })
  if (changeHash(place, base, content) !== proposal.changeHash)
    throw new Refused('conflict', 'The proposed change was replaced. Reload the page to see it.')
  const inherited = inheritedBy(await levelsAt(db, place), place.scopeKind).content
  const merged = await mergedOnto(db, { configuration, baseRevision, mine: content, inherited })
  const { was, is } = auditedChanges(contentIn(configuration.content), merged, { inherited })
  await decideProposal(db, { id: proposal.id, status: 'approved', decidedByName: staff.name, now: new Date() })
  const saved = await saveRevision(db, {
    place,
    configuration,
    content: merged,
    revision: { kind, restoredFrom, comment, authorId, authorName, approvedByName: staff.name },
  })
  await tellDecision(db, { place, authorId, deciderName: staff.name, number: saved.number })
  return {
    result: { revision: saved.number },
    audit: {
      subject: { kind: 'prompt', id: configuration.id, name: subjectName(place, await placeNames(db, place)) },
      before: { revision: configuration.revision, changes: was },
      after: { revision: saved.number, changes: is, proposedBy: authorName },
    },
  }
})

/** Closes a proposal: its author withdraws it, and anyone else who could approve it rejects it. */
export const closeProposal = promptCommand('prompt.approve', closing, async ({ db, staff, place, input }) => {
  const proposal = await openProposal(db, place, input.proposalId)
  const status = proposal.authorId === staff.id ? 'withdrawn' : 'rejected'
  const reason = input.reason || null
  await decideProposal(db, { id: proposal.id, status, decidedByName: staff.name, reason, now: new Date() })
  if (status === 'rejected')
    await tellDecision(db, { place, authorId: proposal.authorId, deciderName: staff.name, reason })
  return {
    result: { status, reason },
    audit: {
      action: status === 'withdrawn' ? 'prompt.withdraw' : 'prompt.reject',
      subject: { kind: 'prompt_proposal', id: proposal.id, name: subjectName(place, await placeNames(db, place)) },
      before: { status: proposal.status, proposedBy: proposal.authorName },
      after: { status },
      comment: reason ?? undefined,
    },
  }
})

type Proposed = { authorId: string; authorName: string; createdAt: Date }

/** Rejects an approval by the author, or by someone who could have acted as the author. */
async function refuseOwnChange(db: Db, staff: SignedInStaff, { authorId, authorName, createdAt }: Proposed) {
  if (authorId === staff.id) throw new Refused('forbidden', 'Someone else must approve your change.')
  const author = await findStaff(db, { staffId: authorId })
  if (author && couldHaveActed(author, createdAt) === staff.id)
    throw new Refused(
      'forbidden',
      `You changed how ${isolated(authorName)} signs in or what they can do less than a day before this change was proposed, so someone else must approve it.`,
      {},
      'approvals_held',
    )
}

async function openProposal(db: Db, place: PromptPlace, id: string) {
  const proposal = await lockOpenProposal(db, { id, place, now: new Date() })
  if (!proposal) throw new Refused('not-found', 'This proposal is no longer open.')
  return proposal
}
