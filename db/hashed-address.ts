/** How the log’s addresses begin once they are kept as a keyed hash alone. */
export const hashedPrefix = 'hmac:'
