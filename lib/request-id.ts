import { randomUUID } from 'node:crypto'

const givenId = /^[\w.:-]{8,64}$/

/**
 * Returns the caller's request ID if it is safe to log, so that one ID works in both systems. Otherwise generates one.
 */
export const requestIdFrom = (given: string | null | undefined): string =>
  given && givenId.test(given) ? given : randomUUID()
