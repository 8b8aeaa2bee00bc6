import { z } from 'zod'
import { findOpenProposal } from '@/db/queries/prompts/prompt-proposals'
import { findConfiguration } from '@/db/queries/prompts/prompts'
import { Refused } from '@/lib/errors'
import type { PromptContent } from '@/lib/prompts/content/content'
import { readableContent, readContent } from '@/lib/prompts/content/stored-content'
import { promptQuery } from '@/lib/prompts/levels/at-place'
import type { Effective } from '@/lib/prompts/levels/effective'
import { inheritedBy, levelsAt } from '@/lib/prompts/levels/stored'
import { impactOf } from '@/lib/prompts/publishing/impact'
import { mergedOnto } from '@/lib/prompts/publishing/save-revision'
import { isolated } from '@/lib/text/isolated'
import { type ChangedWords, changedWords } from './changed-words'

/**
 * Returns whom a proposed change would reach and what customers would read if it were approved now, or why it can no
 * longer be approved.
 */
export const reviewProposal = promptQuery(
  'prompt.read',
  { proposalId: z.uuid() },
  async ({ db, staff, place, input }) => {
    const now = new Date()
    const proposal = await findOpenProposal(db, { id: input.proposalId, place, now })
    const configuration = await findConfiguration(db, place)
    if (!proposal || !configuration) throw new Refused('not-found', 'This proposal is no longer open.')
    const mine = readableContent(proposal.content, { called: 'This change' })
    const above = inheritedBy(await levelsAt(db, place), place.scopeKind)
    const { baseRevision, authorName } = proposal
    try {
      const content = await mergedOnto(db, { configuration, baseRevision, mine, inherited: above.content })
      return {
        reach: await impactOf(db, { place, content, now, companyIds: staff.companyIds }),
        words: wordsAfter({ saved: configuration.content, content, above }),
        conflict: null,
      }
    } catch (error) {
      if (!(error instanceof Refused && error.reason === 'conflict')) throw error
      return { reach: null, words: null, conflict: conflictWords(error, authorName) }
    }
  },
)

type Change = { saved: unknown; content: PromptContent | null; above: Effective }

/** Null if the words stay the same, or if a newer version of Pushdesk saved those of one side. */
function wordsAfter({ saved, content, above }: Change): ChangedWords | null {
  const was = readContent(saved)
  const isInherited = was.content === null || content === null
  if (!was.isReadable || (isInherited && !above.isReadable)) return null
  const is = content ?? above.content
  const changed = changedWords(was.content ?? above.content, is)
  return changed && { ...changed, isOn: is.isOn && !above.isStopped }
}

function conflictWords({ code, message, details }: Refused, authorName: string) {
  if (code !== 'prompt_conflict') return message
  const { by = 'Someone', revision } = details ?? {}
  return `${isolated(String(by))} changed the same part in revision ${revision} since. Ask ${isolated(authorName)} to propose the change again.`
}
