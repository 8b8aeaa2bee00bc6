import { type Cursor, encodeCursor } from './cursor'

/** At most `max` rows, and whether there are more: `read` is asked for one more than is shown. */
export async function upTo<Row>(max: number, read: (limit: number) => Promise<readonly Row[]>) {
  const found = await read(max + 1)
  return { shown: found.slice(0, max), isCut: found.length > max }
}

/** The same for a number: `count` stops counting at what it is asked for. */
export async function countUpTo(max: number, count: (max: number) => Promise<number>) {
  const found = await count(max + 1)
  return { count: Math.min(found, max), isMore: found > max }
}

/** A page of at most `limit` rows, and what the next one begins after: null on the last. */
export async function pageUpTo<Row>(
  limit: number,
  read: (limit: number) => Promise<readonly Row[]>,
  cursorOf: (row: Row) => Cursor,
) {
  const { shown, isCut } = await upTo(limit, read)
  const last = shown.at(-1)
  return { shown, next: isCut && last ? encodeCursor(cursorOf(last)) : null }
}

/** Where a page continues that is in the order of creation. */
export const byCreation = ({ createdAt, id }: { createdAt: Date; id: string }): Cursor => ({ at: createdAt, id })
