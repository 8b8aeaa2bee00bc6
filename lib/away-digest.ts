/**
 * Lets the browser tell a database outage from a bug: Next.js sends the browser nothing of an error except its digest.
 */
export const awayDigest = 'DATABASE_AWAY'
