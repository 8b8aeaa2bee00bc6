import { z } from 'zod'
import type { Db } from '@/db/client'
import { placeNames } from '@/db/queries/prompt-places'
import { insertProposal, openProposals } from '@/db/queries/prompt-proposals'
import { lockConfiguration, type PromptPlace } from '@/db/queries/prompts'
import type { AuditOf } from '../command'
import { Refused } from '../errors'
import { isolated } from '../isolated'
import { promptCommand } from './at-place'
import { auditedChanges } from './audited-changes'
import { changeHash } from './change-hash'
import { changesFrom } from './changes'
import { PromptContent } from './content'
import { requirementsOf, subjectName } from './requirements'
import { mergedOnto, savable, saveRevision, truthfulKind } from './save-revision'
import { savedSince } from './saved-since'
import { contentOfRevision, inheritedBy, levelsAt } from './stored'
import { contentIn } from './stored-content'

const proposalDays = 14

export const Confirmation = z.object({
  /** Of the difference that was reviewed. */
  hash: z.string().min(1, 'Review the change first.'),
  typed: z.string().max(200).default(''),
})

export type Published =
  | {
      status: 'saved'
      revision: number
      isMerged: boolean
      /** By name; `you` for an earlier save of one’s own. */
      mergedWith: string[]
    }
  | { status: 'proposed'; proposalId: string }

const shape = {
  /** The revision that the author started from; 0 where nothing was ever saved. */
  baseRevision: z.int().min(0),
  /** Null: inherit. */
  content: PromptContent.nullable(),
  comment: z.string().trim().max(500, 'At most 500 characters.').default(''),
  confirmation: Confirmation,
  kind: z.enum(['save', 'restore', 'import']).default('save'),
  restoredFrom: z.int().min(0).optional(),
}

/** Saves a reviewed change, merged with what colleagues saved meanwhile, or hands it to a second person where the company wants that. */
export const publishPrompt = promptCommand(
  'prompt.publish',
  shape,
  async ({ db, staff, place, input }): Promise<{ result: Published; audit: AuditOf }> => {
    const configuration = await lockConfiguration(db, place)
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
    const { was, is } = auditedChanges(contentIn(configuration.content), content, { inherited })
    const subject = { kind: 'prompt', id: configuration.id, name: subjectName(place, names) }
    const audit = {
      subject,
      before: { revision: configuration.revision, changes: was },
      comment: input.comment || undefined,
    }
    const comment = input.comment || null

    if (needs.approval && place.companyId) {
      await savable(db, { place, content })
      await refuseRepeat(db, { place, changeHash: input.confirmation.hash })
      const origin = await truthfulKind(db, { ...input, configuration })
      const proposal = await insertProposal(db, {
        ...place,
        companyId: place.companyId,
        baseRevision,
        content: input.content,
        changeHash: input.confirmation.hash,
        ...origin,
        comment,
        authorId: staff.id,
        authorName: staff.name,
        expiresAt: new Date(Date.now() + proposalDays * 86_400_000),
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

/** The caller holds the configuration. */
export async function refuseRepeat(db: Db, { place, changeHash }: { place: PromptPlace; changeHash: string }) {
  const open = await openProposals(db, { place, now: new Date() })
  const same = open.find((proposal) => proposal.changeHash === changeHash)
  if (same)
    throw new Refused(
      'conflict',
      `${isolated(same.authorName)} has already proposed this change. It waits for approval.`,
    )
}

function checkGiven(
  needs: ReturnType<typeof requirementsOf>,
  { comment, confirmation }: { comment: string; confirmation: { typed: string } },
) {
  const fields: Record<string, string[]> = {}
  if (needs.comment && !comment) fields.comment = ['Say what this change is for.']
  if (needs.typed !== null && confirmation.typed.trim() !== needs.typed)
    fields['confirmation.typed'] = [`Type “${needs.typed}” to confirm.`]
  if (Object.keys(fields).length)
    throw new Refused('invalid', 'Complete the required fields to save this change.', fields)
}
