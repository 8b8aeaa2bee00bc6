import { z } from 'zod'
import { Refused } from '@/lib/errors'

const limitDefault = 50

export const CursorParameter = z
  .string()
  .max(500)
  .optional()
  .meta({ description: '`nextCursor` of the previous page.' })

/** What every list takes. */
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

/** A page of what a verb gave whole and sorted. `keyOf` names each one; what comes or goes meanwhile shifts no page. */
export function pageOf<Item>(
  all: readonly Item[],
  { cursor, limit }: z.output<typeof PageQuery>,
  keyOf: (item: Item) => string,
): { items: Item[]; nextCursor: string | null } {
  const from = cursor === undefined ? 0 : all.findIndex((item) => cursorOf(keyOf(item)) === cursor) + 1
  if (cursor !== undefined && from === 0) throw noCursor()
  const items = all.slice(from, from + limit)
  const last = items.at(-1)
  return { items, nextCursor: last && from + limit < all.length ? cursorOf(keyOf(last)) : null }
}

/** The same for a verb that gives the items after an ID, one more than the page has. */
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
