import { createHash } from 'node:crypto'

/** Hash of the displayed data. Changes whenever anything on the page changes. */
export const hashOfPage = (shown: unknown) => ({
  hash: createHash('sha256').update(JSON.stringify(shown)).digest('base64url'),
})
