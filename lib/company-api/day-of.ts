/** The last day of a certificate in UTC, as the certificate itself states it. */
export const dayOf = (at: Date) => at.toISOString().slice(0, 10)
