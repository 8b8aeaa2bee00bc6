import { authorsAfter, latestRevisions } from '@/db/queries/prompts/prompt-revisions'
import { findConfiguration } from '@/db/queries/prompts/prompts'
import { promptQuery } from './levels/at-place'

/** Returns a level's revision and who saved last, so that an open page can tell that it is outdated. */
export const currentRevision = promptQuery('prompt.read', {}, async ({ db, staff, place }) => {
  const configuration = await findConfiguration(db, place)
  if (!configuration) return { revision: 0, latest: undefined, lastSave: undefined }
  const [[latest], [save]] = await Promise.all([
    latestRevisions(db, { configurationIds: [configuration.id] }),
    authorsAfter(db, { configurationId: configuration.id, number: 0, limit: 1 }),
  ])
  return {
    revision: configuration.revision,
    latest,
    /** Without scheduled changes, which save nothing. */
    lastSave: save && {
      number: save.number,
      authorName: save.authorName,
      isOwn: save.authorId === staff.id,
      createdAt: save.createdAt,
    },
  }
})
