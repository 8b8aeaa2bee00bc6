import { z } from 'zod'
import { findConfiguration } from '@/db/queries/prompts/prompts'
import { savedByNewer } from './content/stored-content'
import { promptQuery } from './levels/at-place'
import { effectiveOf } from './levels/effective'
import { contentOfRevision, levelsAt } from './levels/stored'
import { managedFromOf } from './managed-from'
import { filesOf } from './prompt-file'

/** Exports the effective configuration with its customer lists, as a file that import reads. */
export const exportPrompt = promptQuery('prompt.read', {}, async ({ db, place }) => {
  const { content, isReadable } = effectiveOf(await levelsAt(db, place))
  if (!isReadable) throw savedByNewer('This prompt')
  return (await filesOf(db, { content })).content
})

/** Exports a level's own configuration, null if it inherits, and the effective one, both as files. */
export const exportLevel = promptQuery('prompt.read', {}, async ({ db, place }) => {
  const levels = await levelsAt(db, place)
  const level = levels[place.scopeKind]
  const effective = effectiveOf(levels)
  if (!effective.isReadable || level?.isReadable === false) throw savedByNewer('This prompt')
  const files = await filesOf(db, { own: level?.content ?? null, effective: effective.content })
  return {
    revision: level?.revision ?? 0,
    updatedAt: level?.revision ? level.updatedAt.toISOString() : null,
    own: files.own,
    managedFrom: await managedFromOf(db, await findConfiguration(db, place)),
    effective: { source: effective.source, isStopped: effective.isStopped, file: files.effective },
  }
})

/** Exports a revision as a file; null if the level inherited. */
export const exportRevision = promptQuery(
  'prompt.read',
  { revision: z.int().min(0) },
  async ({ db, place, input: { revision } }) => {
    const configuration = await findConfiguration(db, place)
    const content = await contentOfRevision(db, { configurationId: configuration?.id, number: revision })
    return { file: (await filesOf(db, { content })).content }
  },
)
