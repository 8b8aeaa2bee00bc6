import { z } from 'zod'
import { Refused } from '../errors'

/** A place in a list that is newest first: the last row already shown. Opaque to callers. */
export type Cursor = { createdAt: Date; id: string }

export const encodeCursor = ({ createdAt, id }: Cursor) =>
  Buffer.from(`${createdAt.toISOString()} ${id}`).toString('base64url')

const Parts = z.tuple([z.iso.datetime(), z.uuid()])

export function decodeCursor(cursor: string): Cursor {
  const parts = Parts.safeParse(Buffer.from(cursor, 'base64url').toString('utf8').split(' '))
  if (parts.success) return { createdAt: new Date(parts.data[0]), id: parts.data[1] }
  throw new Refused('invalid', 'This is not a cursor of this list.', { cursor: ['Is not a cursor of this list.'] })
}
