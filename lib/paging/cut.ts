import { type Cursor, encodeCursor } from './cursor'

/** Returns at most `max` rows, and whether there are more. Asks `read` for one extra row. */
export async function upTo<Row>(max: number, read: (limit: number) => Promise<readonly Row[]>) {
  const found = await read(max + 1)
  return { shown: found.slice(0, max), isCut: found.length > max }
}

/** The same for a count. `count` stops counting at its argument. */
export async function countUpTo(max: number, count: (max: number) => Promise<number>) {
  const found = await count(max + 1)
  return { count: Math.min(found, max), isMore: found > max }
}

/** Returns a page of at most `limit` rows, and the cursor of the next page: null on the last page. */
export async function pageUpTo<Row>(
  limit: number,
  read: (limit: number) => Promise<readonly Row[]>,
  cursorOf: (row: Row) => Cursor,
) {
  const { shown, isCut } = await upTo(limit, read)
  const last = shown.at(-1)
  return { shown, next: isCut && last ? encodeCursor(cursorOf(last)) : null }
}

/** The cursor for pages in order of creation. */
export const byCreation = ({ createdAt, id }: { createdAt: Date; id: string }): Cursor => ({ at: createdAt, id })
