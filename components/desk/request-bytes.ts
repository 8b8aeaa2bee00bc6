/** Limit for the content of one action. The server allows a little more, for the request around it. */
export const requestBytesMax = 10_000_000
