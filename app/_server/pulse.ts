import { createHash } from 'node:crypto'

/** Hash of the displayed data. Changes whenever anything on the page changes. */
export const pulseOf = (shown: unknown) => ({
  pulse: createHash('sha256').update(JSON.stringify(shown)).digest('base64url'),
})
