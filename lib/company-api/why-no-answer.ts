import { NoAnswer } from './post-json'
import { AddressNotAllowed } from './public-lookup'

/** Returns a sentence that explains why a request had no response. */
export function whyNoAnswer(error: unknown): string {
  if (error instanceof AddressNotAllowed) return 'The address isn’t public.'
  if (error instanceof NoAnswer) {
    if (error.cause instanceof AddressNotAllowed) return 'The address isn’t public.'
    return error.isTimeout ? 'No response in time.' : `Couldn’t connect (${error.cause.code ?? 'no reason given'}).`
  }
  return error instanceof Error ? error.message : 'Failed.'
}
