import { z } from 'zod'
import type { Db } from '@/db/client'
import { placeNames } from '@/db/queries/prompts/prompt-places'
import { insertProposal } from '@/db/queries/prompts/prompt-proposals'
import { authorsAfter } from '@/db/queries/prompts/prompt-revisions'
import { lockConfiguration, type PromptPlace } from '@/db/queries/prompts/prompts'
import type { AuditOf } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { sameProposal } from '@/lib/prompts/approvals/same-proposal'
import { auditedChanges } from '@/lib/prompts/changes/audited-changes'
import { changeHash } from '@/lib/prompts/changes/change-hash'
import { changesFrom } from '@/lib/prompts/changes/changes'
import { PromptContent } from '@/lib/prompts/content/content'
import { contentIn } from '@/lib/prompts/content/stored-content'
import { promptCommand } from '@/lib/prompts/levels/at-place'
import { contentOfRevision, inheritedBy, levelsAt } from '@/lib/prompts/levels/stored'
import { isolated } from '@/lib/text/isolated'
import { requirementsOf, subjectName } from './requirements'
import { mergedOnto, saveRevision, truthfulKind, validateForSave } from './save-revision'
import { savedSince } from './saved-since'
import { tellProposal } from './tell-prompt'

const proposalMs = 14 * 86_400_000

export const openFrom = (createdAt: Date) => ({ createdAt, expiresAt: new Date(createdAt.getTime() + proposalMs) })

export const Confirmation = z.object({
  /** The hash of the reviewed difference. */
  hash: z.string().min(1, 'Review the change first.'),
  typed: z.string().max(200).default(''),
})

export type Published =
  | {
      status: 'saved'
      revision: number
      isMerged: boolean
      /** Names; `you` for the caller's own earlier save. */
      mergedWith: string[]
    }
  | { status: 'proposed'; proposalId: string }

const shape = {
  /** The revision that the author started from; 0 if nothing was ever saved. */
  baseRevision: z.int().min(0),
  /** Rejects the save, instead of merging it, if someone has saved since. */
  isExact: z.boolean().default(false),
  /** The saved revision that the review compared the change with. A later save must be reviewed, too. */
  reviewedRevision: z.int().min(0).optional(),
  /** Null to inherit. */
  content: PromptContent.nullable(),
  comment: z.string().trim().max(500, 'At most 500 characters.').default(''),
  confirmation: Confirmation,
  kind: z.enum(['save', 'restore', 'import']).default('save'),
  restoredFrom: z.int().min(0).optional(),
}

/** Saves a reviewed change merged with saves made since, or proposes it if the company requires approval. */
export const publishPrompt = promptCommand(
  'prompt.publish',
  shape,
  async ({ db, staff, place, input }): Promise<{ result: Published; audit: AuditOf }> => {
    const configuration = await lockConfiguration(db, place)
    if (input.isExact && configuration.revision !== input.baseRevision) throw staleRevision(configuration)
    const base = await contentOfRevision(db, { configurationId: configuration.id, number: input.baseRevision })
    const inherited = inheritedBy(await levelsAt(db, place), place.scopeKind).content
    if (changesFrom(base, input.content, { inherited }).length === 0)
      throw new Refused('invalid', 'There are no changes to save.')
    if (changeHash(place, base, input.content) !== input.confirmation.hash)
      throw new Refused('conflict', 'This isn’t the change you reviewed. Review it again.', {}, 'not_reviewed')
    const names = await placeNames(db, place)
    const needs = requirementsOf(place, { before: base, after: input.content, names })
    checkGiven(needs, input)
    const { baseRevision } = input
    const content = await mergedOnto(db, { configuration, baseRevision, mine: input.content, inherited })
    await refuseUnseen(db, { configurationId: configuration.id, number: input.reviewedRevision, staffId: staff.id })
    const { was, is } = auditedChanges(contentIn(configuration.content), content, { inherited })
    const subject = { kind: 'prompt', id: configuration.id, name: subjectName(place, names) }
    const audit = {
      subject,
      before: { revision: configuration.revision, changes: was },
      comment: input.comment || undefined,
    }
    const comment = input.comment || null

    if (needs.approval) {
      await validateForSave(db, { place, content, kind: input.kind })
      await refuseRepeat(db, { place, changeHash: input.confirmation.hash })
      const origin = await truthfulKind(db, { ...input, configuration })
      const proposal = await insertProposal(db, {
        ...place,
        baseRevision,
        content: input.content,
        changeHash: input.confirmation.hash,
        ...origin,
        comment,
        authorId: staff.id,
        authorName: staff.name,
        ...openFrom(new Date()),
      })
      await tellProposal(db, {
        place,
        authorId: staff.id,
        authorName: staff.name,
        comment,
      })
      const result: Published = { status: 'proposed', proposalId: proposal.id }
      return { result, audit: { ...audit, action: 'prompt.propose', after: { changes: is } } }
    }

    const { kind, restoredFrom } = input
    const mergedWith = await savedSince(db, { configurationId: configuration.id, baseRevision, staffId: staff.id })
    const revision = { kind, restoredFrom, comment, authorId: staff.id, authorName: staff.name }
    const saved = await saveRevision(db, { place, configuration, content, revision })
    const result: Published = {
      status: 'saved',
      revision: saved.number,
      isMerged: mergedWith.length > 0,
      mergedWith,
    }
    return { result, audit: { ...audit, after: { revision: saved.number, changes: is } } }
  },
)

/** Scheduled changes since the review don't count: they saved nothing. */
async function refuseUnseen(
  db: Db,
  { number, staffId, configurationId }: { configurationId: string; number: number | undefined; staffId: string },
) {
  if (number === undefined) return
  const [since] = await authorsAfter(db, { configurationId, number, limit: 1 })
  if (!since) return
  const who = since.authorId === staffId ? 'You' : isolated(since.authorName)
  throw new Refused(
    'conflict',
    `${who} saved revision ${since.number} after you opened this review. Nothing was saved. Check the changes again, then save.`,
    {},
    'not_reviewed',
  )
}

export const staleRevision = ({ revision }: { revision: number }) =>
  new Refused(
    'conflict',
    `The prompt is at revision ${revision} now, which isn’t the one that you started from. Read it again, apply your change, and send it with the new ETag. Nothing was saved.`,
    {},
    'stale_revision',
  )

/** Rejects a change that is already proposed. The caller holds the lock on the configuration. */
export async function refuseRepeat(db: Db, which: { place: PromptPlace; changeHash: string }) {
  const same = await sameProposal(db, which)
  if (same)
    throw new Refused(
      'conflict',
      `${isolated(same.authorName)} has already proposed this change. It waits for approval.`,
      {},
      'already_proposed',
    )
}

function checkGiven(
  needs: ReturnType<typeof requirementsOf>,
  { comment, confirmation }: { comment: string; confirmation: { typed: string } },
) {
  const fields: Record<string, string[]> = {}
  if (needs.comment && !comment) fields.comment = ['Say what this change is for.']
  const isTyped = needs.typed === null || confirmation.typed.trim() === needs.typed
  if (!isTyped) fields['confirmation.typed'] = [`Type “${needs.typed}” to confirm.`]
  if (Object.keys(fields).length)
    throw new Refused(
      'invalid',
      'Complete the required fields to save this change.',
      fields,
      isTyped ? 'invalid' : 'confirmation_needed',
    )
}
