/** How the browser tells that the database was away from a fault: of an error, Next.js sends nothing but its digest. */
export const awayDigest = 'DATABASE_AWAY'
