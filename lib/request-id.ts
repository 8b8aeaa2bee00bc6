import { randomUUID } from 'node:crypto'

const givenId = /^[\w.:-]{8,64}$/

/** The caller's own id where it is harmless in a log, so that one id leads through both systems. */
export const requestIdFrom = (given: string | null | undefined): string =>
  given && givenId.test(given) ? given : randomUUID()
