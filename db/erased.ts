/** What a log line is called when the address in it was erased. */
export const erased = 'erased'
