import { z } from 'zod'
import { findById, findByWord } from '@/db/queries/delivery-names'
import { query } from '../command'
import { Refused } from '../errors'
import { readPasted } from '../look-up/read-pasted'
import { inEnvironment } from '../scope'

export const ResolveFilter = inEnvironment({
  text: z.string().trim().min(1, 'Enter or paste something to find.').max(512, 'This is too long.'),
})

export type ResolvedFilter = { customer?: string; device?: string; notification?: string; conversation?: string }

/** What somebody typed into the log's box, as the filter it means. User ids may be personal, so URLs get our ids instead. */
export const resolveFilter = query('delivery.read', ResolveFilter, async ({ db, input }): Promise<ResolvedFilter> => {
  const { environmentId, text } = input
  const match = readPasted(text)
  const found =
    (match.id && (await findById(db, { environmentId, id: match.id }))) ||
    (await findByWord(db, { environmentId, match }))
  if (found) return found
  throw new Refused(
    'not-found',
    'Nothing in this environment has this ID. Enter a whole user ID, device token, UUID, notification ID, message ID, or conversation ID.',
  )
})
