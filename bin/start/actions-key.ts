import { hkdfSync } from 'node:crypto'

/**
 * What Next.js encrypts between a page and its actions with. Derived from AUTH_SECRET, so that a page that one process made
 * is understood by every other one, whichever build each has.
 */
export const actionsKey = (authSecret: string) =>
  Buffer.from(hkdfSync('sha256', authSecret, '', 'pushdesk server actions', 32)).toString('base64')
