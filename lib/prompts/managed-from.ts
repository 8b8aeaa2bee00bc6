import { z } from 'zod'
import type { Db } from '@/db/client'
import { placeNames } from '@/db/queries/prompts/prompt-places'
import { lockConfiguration, setManaged } from '@/db/queries/prompts/prompts'
import { Refused } from '@/lib/errors'
import { promptCommand } from './levels/at-place'
import { contentOfRevision } from './levels/stored'
import { subjectName } from './publishing/requirements'

export const ManageFrom = {
  /** As people find it: `github.com/northwind/push-settings`. */
  repository: z.string().trim().min(1, 'Name the repository.').max(300, 'At most 300 characters.'),
  file: z.string().trim().min(1, 'Name the file.').max(300, 'At most 300 characters.'),
}

/** Records which file the prompt is applied from, and that the two agree now. Changes nothing else. */
export const managePromptFrom = promptCommand('prompt.publish', ManageFrom, async ({ db, place, input }) => {
  const { repository, file } = input
  const configuration = await lockConfiguration(db, place)
  const { id, revision, managedRepository, managedFile, managedRevision } = configuration
  if (repository === managedRepository && file === managedFile && revision === managedRevision)
    throw new Refused('conflict', 'The prompt is already managed from this file.')
  await setManaged(db, { id, managedRepository: repository, managedFile: file, managedRevision: revision })
  return {
    result: { repository, file, revision },
    audit: {
      action: 'prompt.manage_from_file',
      subject: { kind: 'prompt', id, name: subjectName(place, await placeNames(db, place)) },
      before: { repository: managedRepository, file: managedFile, revision: managedRevision },
      after: { repository, file, revision },
    },
  }
})

/** From now on, the prompt is changed on its page. */
export const stopManagingPrompt = promptCommand('prompt.publish', {}, async ({ db, place }) => {
  const { id, managedRepository, managedFile, managedRevision } = await lockConfiguration(db, place)
  if (!managedRepository) throw new Refused('conflict', 'The prompt isn’t managed from a file.')
  await setManaged(db, { id, managedRepository: null, managedFile: null, managedRevision: null })
  return {
    result: undefined,
    audit: {
      action: 'prompt.stop_managing',
      subject: { kind: 'prompt', id, name: subjectName(place, await placeNames(db, place)) },
      before: { repository: managedRepository, file: managedFile, revision: managedRevision },
      after: { repository: null, file: null, revision: null },
    },
  }
})

export type ManagedFrom = { repository: string; file: string; hasDrifted: boolean }

type Row = {
  id: string
  revision: number
  managedRepository: string | null
  managedFile: string | null
  managedRevision: number | null
}

/** The file that a configuration is applied from. `hasDrifted` is true if the current content isn't the file's. */
export async function managedFromOf(db: Db, row: Row | undefined): Promise<ManagedFrom | null> {
  const { managedRepository: repository, managedFile: file, managedRevision } = row ?? {}
  if (!row || !repository || !file) return null
  if (managedRevision === row.revision) return { repository, file, hasDrifted: false }
  const [then, now] = await Promise.all(
    [managedRevision ?? 0, row.revision].map((number) => contentOfRevision(db, { configurationId: row.id, number })),
  )
  // A change that was changed back isn't drift.
  return { repository, file, hasDrifted: JSON.stringify(then) !== JSON.stringify(now) }
}
