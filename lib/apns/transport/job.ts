import type { Answer } from '@/db/queries/sending/attempts'
import type { ApnsRequest } from './apns-request'
import type { ProviderToken } from './provider-tokens'

/** A request on its way through the transport. */
export type Job = {
  request: ApnsRequest
  /** Asked each time a stream is free for the job. */
  gate?: Gate
  settle: (answer: Answer) => void
  /** For errors of this program, not of the network. */
  fail: (error: unknown) => void
  /** Order of arrival, kept when the job goes back to the queue. */
  sequence: number
  queuedUntil: number
  /** The token that the request was last sent with, and when. */
  token?: ProviderToken
  sentAt?: Date
  refusals: number
  renewals: number
  movings: number
  previous?: Job
  next?: Job
}

/** `ask_again`: another transaction is changing it right now. */
export type Passage = 'go' | 'withdrawn' | 'ask_again'

/** Asked just before requests are sent: while they waited, the customer may have turned push off. */
export type Gate = {
  /** Calls `answer` once. What it is told stays true until it returns. */
  ask(ids: string[], answer: (passageOf: (id: string) => Passage) => void): Promise<void>
  /** The request was let through but didn't get sent, and waits again. */
  returned(id: string): void
}
