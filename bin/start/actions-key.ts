import { hkdfSync } from 'node:crypto'

/**
 * The key with which Next.js encrypts data between a page and its server actions. It is derived from AUTH_SECRET, so
 * that any process can handle a page rendered by another, whatever their builds.
 */
export const actionsKey = (authSecret: string) =>
  Buffer.from(hkdfSync('sha256', authSecret, '', 'pushdesk server actions', 32)).toString('base64')
