import { z } from 'zod'

const first = Date.UTC(1970, 0, 1)
const message = 'Must be a time such as 2026-01-31T12:00:00Z.'

/** RFC 3339, from 1970 on: PostgreSQL has no year 0, and no message is older. */
export const Instant = z.iso
  .datetime({ offset: true, error: message, abort: true })
  .refine((text) => Date.parse(text) >= first, 'Must not be before 1970.')
