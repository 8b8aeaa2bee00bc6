import type { Db } from '@/db/client'
import { customersNamedOneOf } from '@/db/queries/look-up/customers'
import { mayBeInUrl } from '@/lib/pasted/may-be-in-url'
import type { Pasted } from '@/lib/pasted/read-pasted'
import type { LookUpAnswer, LookUpHit } from './answer'
import { findIn } from './find-in'
import { customerHit, placing, rootOf, type SearchedPlace, shownPlace } from './hits'
import { nearNames } from './near-names'

const nameLengthMax = 500
const nearMax = 5
const elsewhereMax = 5
const whyMax = 3
/** The maximum of names × environments that one query searches. */
const probesMax = 40_000

type Asked = {
  match: Pasted
  /** The environments where the ID was probably meant. */
  places: readonly SearchedPlace[]
  /** The other environments that were searched. */
  rest: readonly SearchedPlace[]
  /** The other environments that the reader can access. */
  others: readonly SearchedPlace[]
}

/** Suggests next steps when nothing was found. Null if the text can't be a customer's ID. */
export async function noMatchFor(db: Db, { match, places, rest, others }: Asked): Promise<LookUpAnswer['noMatch']> {
  const name = match.beginnings[0] ?? match.text
  if (match.ends || match.page || name.length > nameLengthMax) return null
  const [near, elsewhere] = await Promise.all([
    nearTo(db, name, [...places, ...rest, ...others]),
    others.length > 0 ? findIn(db, others, match) : [],
  ])
  return {
    name,
    isPublic: mayBeInUrl(name),
    why: places.slice(0, whyMax).map((place) => ({ path: `${rootOf(place)}/customers/why`, place: shownPlace(place) })),
    near,
    elsewhere: elsewhere.flatMap(({ hits }) => hits).slice(0, elsewhereMax),
  }
}

/** Finds customers whose ID differs in one character. The reader's own environment comes first. */
async function nearTo(db: Db, name: string, places: SearchedPlace[]): Promise<LookUpHit[]> {
  const names = nearNames(name)
  if (names.length === 0) return []
  const searched = places.slice(0, Math.max(1, Math.floor(probesMax / names.length)))
  const environmentIds = searched.map(({ environmentId }) => environmentId)
  const rows = await customersNamedOneOf(db, { environmentIds, names, limit: nearMax })
  const here = placing(searched)
  return rows.map((row) => customerHit(row, row.userId ? 'similar user ID' : 'similar anonymous ID', here))
}
