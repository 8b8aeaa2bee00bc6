import { z } from 'zod'
import { findOpenProposal } from '@/db/queries/prompts/prompt-proposals'
import { findConfiguration } from '@/db/queries/prompts/prompts'
import { Refused } from '@/lib/errors'
import { readableContent } from '@/lib/prompts/content/stored-content'
import { promptQuery } from '@/lib/prompts/levels/at-place'
import { inheritedBy, levelsAt } from '@/lib/prompts/levels/stored'
import { impactOf } from '@/lib/prompts/publishing/impact'
import { mergedOnto } from '@/lib/prompts/publishing/save-revision'
import { isolated } from '@/lib/text/isolated'

/** Returns whom a proposed change would reach if it were approved now, or why it can no longer be approved. */
export const reviewProposal = promptQuery(
  'prompt.read',
  { proposalId: z.uuid() },
  async ({ db, staff, place, input }) => {
    const now = new Date()
    const proposal = await findOpenProposal(db, { id: input.proposalId, place, now })
    const configuration = await findConfiguration(db, place)
    if (!proposal || !configuration) throw new Refused('not-found', 'This proposal is no longer open.')
    const mine = readableContent(proposal.content, { called: 'This change' })
    const inherited = inheritedBy(await levelsAt(db, place), place.scopeKind).content
    const { baseRevision, authorName } = proposal
    try {
      const content = await mergedOnto(db, { configuration, baseRevision, mine, inherited })
      return { reach: await impactOf(db, { place, content, now, companyIds: staff.companyIds }), conflict: null }
    } catch (error) {
      if (!(error instanceof Refused && error.reason === 'conflict')) throw error
      return { reach: null, conflict: conflictWords(error, authorName) }
    }
  },
)

function conflictWords({ code, message, details }: Refused, authorName: string) {
  if (code !== 'prompt_conflict') return message
  const { by = 'Someone', revision } = details ?? {}
  return `${isolated(String(by))} changed the same part in revision ${revision} since. Ask ${isolated(authorName)} to propose the change again.`
}
