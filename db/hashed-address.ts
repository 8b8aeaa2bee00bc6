/** Prefix of log addresses that are kept only as a keyed hash. */
export const hashedPrefix = 'hmac:'
