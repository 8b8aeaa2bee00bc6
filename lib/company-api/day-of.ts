/** The last day of a certificate, in UTC: what it says itself. */
export const dayOf = (at: Date) => at.toISOString().slice(0, 10)
