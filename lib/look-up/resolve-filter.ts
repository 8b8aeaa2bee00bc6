import { z } from 'zod'
import type { Db } from '@/db/client'
import { placesOf } from '@/db/queries/look-up/places'
import { lookUpDeliveries } from '@/db/queries/look-up/sent'
import { query } from '@/lib/command'
import { type Pasted, pastedLengthMax, readPasted } from '@/lib/pasted/read-pasted'
import { inEnvironment } from '@/lib/scope'
import type { LookUpAnswer, LookUpHit } from './answer'
import type { FilterChoice, ResolvedFilter } from './filter-choice'
import { findIn, type Groups } from './find-in'
import { isOfPart } from './matched-part'
import { noMatchFor } from './no-match'
import { partsIn } from './parts-in'

export const ResolveFilter = inEnvironment({
  text: z.string().trim().min(1, 'Enter or paste something to find.').max(pastedLengthMax, 'This is too long.'),
})

export type FoundFilter = {
  /** The filter, if the text names exactly one thing. */
  filter: ResolvedFilter | null
  /** The choices, if the text may name several things. */
  choices: FilterChoice[]
  noMatch: LookUpAnswer['noMatch']
}

/**
 * Resolves the text of the log's search box to a filter. User IDs may be personal, so URLs contain Pushdesk's IDs
 * instead.
 */
export const resolveFilter = query(
  'delivery.read',
  ResolveFilter,
  async ({ db, staff, input }): Promise<FoundFilter> => {
    const { environmentId, text } = input
    const match = readPasted(text)
    const theirs = await placesOf(db, { companyIds: staff.companyIds })
    const places = theirs.filter((place) => place.environmentId === environmentId)
    const hits = hitsOf(await findIn(db, places, match))
    const [first, ...more] = hits
    if (!first) {
      const parts = await partsIn(db, environmentId, match)
      const [only] = parts
      if (only) return parts.length === 1 ? { ...nothing, filter: only.filter } : { ...nothing, choices: parts }
      const others = theirs.filter((place) => place.environmentId !== environmentId)
      return { filter: null, choices: [], noMatch: await noMatchFor(db, { match, places, rest: [], others }) }
    }
    if (more.length === 0 || !isOfPart(first.matched))
      return { filter: await filterOf(db, { environmentId, match }, first), choices: [], noMatch: null }
    const choices = hits.map(async ({ title, detail, matched, ...hit }) => ({
      title,
      detail,
      matched,
      filter: await filterOf(db, { environmentId, match }, hit),
    }))
    return { filter: null, choices: await Promise.all(choices), noMatch: null }
  },
)

const nothing: FoundFilter = { filter: null, choices: [], noMatch: null }

type Hit = Pick<LookUpHit, 'id'> & { kind: Groups[number]['kind'] }

/** Drops pages, which are no filters, and devices that were found only through their customer. */
function hitsOf(groups: Groups) {
  const hits = groups.flatMap(({ kind, hits }) => hits.map((hit) => ({ ...hit, kind })))
  const isByCustomer = hits.some(({ kind }) => kind === 'customer')
  return hits.filter(
    ({ kind, matched }) => kind !== 'page' && !(kind === 'device' && isByCustomer && matched.startsWith('customer')),
  )
}

async function filterOf(
  db: Db,
  { environmentId, match }: { environmentId: string; match: Pasted },
  { kind, id }: Hit,
): Promise<ResolvedFilter> {
  if (kind !== 'delivery') return { [kind]: id }
  const asked = { environmentIds: [environmentId], match: { ...match, ids: [id] }, limit: 1 }
  const [delivery] = await lookUpDeliveries(db, asked)
  return { notification: delivery?.notificationId ?? id }
}
