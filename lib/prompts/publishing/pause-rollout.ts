import { z } from 'zod'
import { placeNames } from '@/db/queries/prompts/prompt-places'
import { lockConfiguration } from '@/db/queries/prompts/prompts'
import { Refused } from '@/lib/errors'
import { auditedChanges } from '@/lib/prompts/changes/audited-changes'
import { readableContent } from '@/lib/prompts/content/stored-content'
import { promptCommand } from '@/lib/prompts/levels/at-place'
import { inheritedBy, levelsAt } from '@/lib/prompts/levels/stored'
import { authorOf } from './author-of'
import { subjectName } from './requirements'
import { saveRevision } from './save-revision'
import { pausedRollout } from './share-over-time'

const shape = { comment: z.string().trim().max(500, 'At most 500 characters.').default('') }

/**
 * The other quick action: keeps the current percentage and drops later steps of the schedule, until someone plans new
 * ones in the editor. It asks no one who isn't asked already, so it needs no approval.
 */
export const pauseRollout = promptCommand('prompt.turn_off', shape, async ({ db, staff, place, input }) => {
  const configuration = await lockConfiguration(db, place)
  const own = readableContent(configuration.content, { called: `Revision ${configuration.revision}` })
  const inherited = inheritedBy(await levelsAt(db, place), place.scopeKind).content
  const content = pausedRollout(own ?? inherited, new Date())
  if (!content)
    throw new Refused('conflict', 'There’s no rollout to pause: the schedule has no upcoming step or start.')
  const { was, is } = auditedChanges(own, content, { inherited })
  const saved = await saveRevision(db, {
    place,
    configuration,
    content,
    revision: { kind: 'pause', comment: input.comment || null, ...authorOf(staff) },
  })
  return {
    result: { revision: saved.number },
    audit: {
      action: 'prompt.pause_rollout',
      subject: { kind: 'prompt', id: configuration.id, name: subjectName(place, await placeNames(db, place)) },
      before: { revision: configuration.revision, changes: was },
      after: { revision: saved.number, changes: is },
      comment: input.comment || undefined,
    },
  }
})
