import { z } from 'zod'
import { Refused } from '@/lib/errors'

const limitDefault = 50

export const CursorParameter = z
  .string()
  .max(2_000)
  .optional()
  .meta({ description: '`nextCursor` of the previous page.' })

/** The query parameters of every list. */
export const PageQuery = z.strictObject({
  cursor: CursorParameter,
  limit: z.coerce
    .number('Isn’t a number.')
    .int('Isn’t a whole number.')
    .min(1, 'At least 1.')
    .max(200, 'At most 200.')
    .default(limitDefault)
    .meta({ description: 'The maximum number of items, from 1 to 200.' }),
})

export { NextCursor } from '@/lib/paging/query-parameters'

/** An item's sort key. It ends with the name or ID, so that no two are equal. */
type Place = (string | number)[]

/**
 * Returns a page of a complete list, ordered by sort key. The cursor contains the key, so that added and removed items,
 * even the last one of the previous page, shift nothing.
 */
export function pageOf<Item>(
  all: readonly Item[],
  { cursor, limit }: z.output<typeof PageQuery>,
  placeOf: (item: Item) => Place,
  { isDescending = false } = {},
): { items: Item[]; nextCursor: string | null } {
  const order = (a: Place, b: Place) => (isDescending ? -1 : 1) * comparePlaces(a, b)
  const placed = all.map((item) => ({ item, place: placeOf(item) })).sort((a, b) => order(a.place, b.place))
  const last = cursor === undefined ? undefined : placeIn(cursor)
  const rest = last ? placed.filter(({ place }) => order(place, last) > 0) : placed
  const page = rest.slice(0, limit)
  const end = page.at(-1)
  return {
    items: page.map(({ item }) => item),
    nextCursor: end && rest.length > limit ? cursorOf(JSON.stringify(end.place)) : null,
  }
}

function comparePlaces(a: Place, b: Place): number {
  for (const [index, part] of a.entries()) {
    const other = b[index] ?? ''
    if (part !== other) return part < other ? -1 : 1
  }
  return 0
}

const PlaceText = z.array(z.union([z.string(), z.number()])).min(1)

function placeIn(cursor: string): Place {
  try {
    return PlaceText.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
  } catch {
    throw noCursor()
  }
}

/** Returns a page of the items after an ID. Reads one item more than the page has. */
export async function pageAfter<Item extends { id: string }>(
  { cursor, limit }: z.output<typeof PageQuery>,
  read: (asked: { after: string | undefined; limit: number }) => Promise<Item[]>,
) {
  const after = cursor === undefined ? undefined : Buffer.from(cursor, 'base64url').toString()
  if (after !== undefined && !z.uuid().safeParse(after).success) throw noCursor()
  const found = await read({ after, limit: limit + 1 })
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: last && found.length > limit ? cursorOf(last.id) : null }
}

const noCursor = () =>
  new Refused('invalid', 'Some fields aren’t valid.', {
    cursor: ['Isn’t a cursor of this list. Start again without one.'],
  })

const cursorOf = (key: string) => Buffer.from(key).toString('base64url')
