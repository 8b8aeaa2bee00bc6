import { z } from 'zod'
import { placeNames } from '@/db/queries/prompts/prompt-places'
import { lockConfiguration } from '@/db/queries/prompts/prompts'
import { Refused } from '@/lib/errors'
import { auditedChanges } from '@/lib/prompts/changes/audited-changes'
import { readContent } from '@/lib/prompts/content/stored-content'
import { promptCommand } from '@/lib/prompts/levels/at-place'
import { inheritedBy, levelsAt } from '@/lib/prompts/levels/stored'
import { authorOf } from './author-of'
import { subjectName } from './requirements'
import { saveRevision } from './save-revision'

type Configuration = Awaited<ReturnType<typeof lockConfiguration>>

const shape = { comment: z.string().trim().max(500, 'At most 500 characters.').default('') }

/**
 * The quick action: no one at this place is asked any more, whatever is staged, reviewed, or awaiting approval. For a
 * company and the platform, it also forces off the levels below.
 */
export const turnOffPrompt = promptCommand('prompt.turn_off', shape, async ({ db, staff, place, input }) => {
  const configuration = await lockConfiguration(db, place)
  if (isTurnedOff(configuration)) throw new Refused('conflict', 'The prompt is already off.')
  const { content: own, isReadable } = readContent(configuration.content)
  const stopsBelow = place.scopeKind !== 'app'
  const levels = await levelsAt(db, place)
  const inherited = inheritedBy(levels, place.scopeKind).content
  const content = { ...(own ?? inherited), isOn: false, stopsBelow }
  const { was, is } = isReadable ? auditedChanges(own, content, { inherited }) : { was: [], is: [] }
  const saved = await saveRevision(db, {
    place,
    configuration,
    content,
    revision: { kind: 'off', comment: input.comment || null, ...authorOf(staff) },
  })
  return {
    result: { revision: saved.number },
    audit: {
      subject: { kind: 'prompt', id: configuration.id, name: subjectName(place, await placeNames(db, place)) },
      before: {
        revision: configuration.revision,
        isOn: isReadable && own ? own.isOn : null,
        stopsBelow: isReadable && own ? own.stopsBelow : null,
        changes: was,
      },
      after: { revision: saved.number, isOn: false, stopsBelow, changes: is },
      comment: input.comment || undefined,
    },
  }
})

/** Whether turning the prompt off there would change nothing. */
export function isTurnedOff({ content: stored, scopeKind }: Pick<Configuration, 'content' | 'scopeKind'>) {
  const { content, isReadable } = readContent(stored)
  return isReadable && content !== null && !content.isOn && content.stopsBelow === (scopeKind !== 'app')
}
