import { z } from 'zod'
import { placesOf } from '@/db/queries/look-up/places'
import { query } from '@/lib/command'
import { type Pasted, pastedLengthMax, readPasted } from '@/lib/pasted/read-pasted'
import { onPlatform } from '@/lib/scope'
import type { LookUpAnswer } from './answer'
import { findIn } from './find-in'
import { noMatchFor } from './no-match'

/** POST body of /api/desk/look-up. Typed or pasted text never goes into a URL. */
const LookUp = onPlatform({
  text: z.string().trim().min(1, 'Enter or paste something to find.').max(pastedLengthMax, 'This is too long.'),
  /** Searches only this environment. */
  environmentId: z.uuid().optional(),
  /** The environment that the person is viewing: suggested first for why an ID gets nothing. */
  from: z.uuid().optional(),
})

/** Finds whatever the text names in all environments of the staff member's companies. */
export const lookUp = query('customer.read', LookUp, async ({ db, staff, input }): Promise<LookUpAnswer> => {
  const match = readPasted(input.text)
  const theirs = await placesOf(db, { companyIds: staff.companyIds })
  const nothing = { groups: [], noMatch: null }
  if (theirs.length === 0 || match.text === '')
    return { ...nothing, hint: theirs.length === 0 ? noCompany : hintFor(match) }

  const isSearched = ({ environmentId }: { environmentId: string }) =>
    !input.environmentId || environmentId === input.environmentId
  const places = theirs.filter(isSearched)
  const groups = await findIn(db, places, match)
  if (groups.length > 0) return { groups, noMatch: null, hint: null }

  const at = theirs.filter(({ environmentId }) => environmentId === (input.from ?? input.environmentId))
  const likely = at.length > 0 ? at : places.filter(({ environmentName }) => environmentName === 'production')
  const others = input.environmentId ? theirs.filter((place) => !isSearched(place)) : []
  const rest = places.filter((place) => !likely.includes(place))
  const noMatch = await noMatchFor(db, { match, places: likely, rest, others })
  return { ...nothing, noMatch, hint: hintFor(match) }
})

const noCompany = 'You don’t have access to any company yet. Ask an admin for access.'

function hintFor({ text, parts, addresses }: Pasted): string {
  if (text.length < 6) return 'No ID contains this. To find a token, enter at least 6 characters of its start or end.'
  if (parts.length || addresses.length)
    return 'No customer, device, delivery, or notification in your companies matches this.'
  return 'Nothing in your companies matches this.'
}
