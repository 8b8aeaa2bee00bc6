import { z } from 'zod'
import { placeNames } from '@/db/queries/prompts/prompt-places'
import { authorsAfter, findRevision } from '@/db/queries/prompts/prompt-revisions'
import { lockConfiguration } from '@/db/queries/prompts/prompts'
import { Refused } from '@/lib/errors'
import { auditedChanges } from '@/lib/prompts/changes/audited-changes'
import { contentIn } from '@/lib/prompts/content/stored-content'
import { promptCommand } from '@/lib/prompts/levels/at-place'
import { contentOfRevision, inheritedBy, levelsAt } from '@/lib/prompts/levels/stored'
import { subjectName } from './requirements'
import { saveRevision } from './save-revision'

/** The 30 s shown on the button, plus 5 s for the request to arrive. */
const undoMsMax = 35_000

const shape = { revision: z.int().min(1) }

/** Undoes the caller's own save without a review, unless someone has saved since. */
export const undoPrompt = promptCommand('prompt.turn_off', shape, async ({ db, staff, place, input }) => {
  const configuration = await lockConfiguration(db, place)
  const saved = await findRevision(db, { configurationId: configuration.id, number: input.revision })
  if (!saved) throw new Refused('conflict', `There is no revision ${input.revision} to undo.`)
  // Scheduled changes since then don't count: they saved nothing.
  const [since] = await authorsAfter(db, { configurationId: configuration.id, number: input.revision, limit: 1 })
  if (since)
    throw new Refused(
      'conflict',
      `${since.authorId === staff.id ? 'You have' : `${since.authorName} has`} saved revision ${since.number} since. Restore an earlier revision from History.`,
    )
  if (saved.authorId !== staff.id)
    throw new Refused('forbidden', 'Only the person who saved this revision can undo it.')
  if (saved.kind === 'undo') throw new Refused('conflict', 'You can’t undo an undo. Restore a revision instead.')
  if (Date.now() - saved.createdAt.getTime() > undoMsMax)
    throw new Refused('conflict', 'It’s too late to undo. Restore an earlier revision from History.')
  const content = await contentOfRevision(db, { configurationId: configuration.id, number: input.revision - 1 })
  const inherited = inheritedBy(await levelsAt(db, place), place.scopeKind).content
  const { was, is } = auditedChanges(contentIn(configuration.content), content, { inherited })
  const undone = await saveRevision(db, {
    place,
    configuration,
    content,
    revision: { kind: 'undo', restoredFrom: input.revision - 1, authorId: staff.id, authorName: staff.name },
  })
  return {
    result: { revision: undone.number },
    audit: {
      action: 'prompt.undo',
      subject: { kind: 'prompt', id: configuration.id, name: subjectName(place, await placeNames(db, place)) },
      before: { revision: configuration.revision, changes: was },
      after: { revision: undone.number, as: input.revision - 1, changes: is },
    },
  }
})
