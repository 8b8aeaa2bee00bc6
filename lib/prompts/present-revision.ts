import { latestRevisions } from '@/db/queries/prompt-revisions'
import { findConfiguration } from '@/db/queries/prompts'
import { promptQuery } from './at-place'

/** Which revision a place is at, and whose it is: all that an open page needs to see that it is overtaken. */
export const presentRevision = promptQuery('prompt.read', {}, async ({ db, place }) => {
  const configuration = await findConfiguration(db, place)
  const [latest] = configuration ? await latestRevisions(db, { configurationIds: [configuration.id] }) : []
  return { revision: configuration?.revision ?? 0, latest }
})
