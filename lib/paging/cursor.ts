import { z } from 'zod'

/** The last row already shown. Keyset paging continues after it. */
export type Cursor = { at: Date; id: string }

export const encodeCursor = ({ at, id }: Cursor) => `${at.toISOString()}_${id}`

/** `2026-01-02T03:04:05.678Z_<uuid>`, as encodeCursor returns it. */
export const CursorText = z
  .string()
  .max(100)
  .transform((text, context): Cursor => {
    const cut = text.indexOf('_')
    const at = new Date(text.slice(0, cut))
    const id = z.uuid().safeParse(text.slice(cut + 1))
    if (cut > 0 && !Number.isNaN(at.getTime()) && id.success) return { at, id: id.data }
    context.addIssue({ code: 'custom', message: 'This isn’t a cursor from an earlier page.' })
    return z.NEVER
  })
