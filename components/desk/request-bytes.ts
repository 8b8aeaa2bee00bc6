/** Of what one act may send; the server takes a little more, for what is around it. */
export const requestBytesMax = 10_000_000
