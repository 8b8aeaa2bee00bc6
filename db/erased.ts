/** Stands in the log for an erased address. */
export const erased = 'erased'
