import type { Answer } from '@/db/queries/sending/attempts'
import type { ApnsRequest } from './apns-request'
import type { ProviderToken } from './provider-tokens'

/** A request on its way through the transport. */
export type Job = {
  request: ApnsRequest
  /** Asked each time that a stream is free for it. */
  gate?: Gate
  settle: (answer: Answer) => void
  /** For what is a fault of this program, not of the network. */
  fail: (error: unknown) => void
  /** Order of arrival; kept when a job comes back. */
  sequence: number
  queuedUntil: number
  /** The token it was last sent with. */
  token?: ProviderToken
  refusals: number
  renewals: number
  movings: number
  previous?: Job
  next?: Job
}

/** `ask_again`: someone is changing it at this moment. */
export type Passage = 'go' | 'withdrawn' | 'ask_again'

/** Asked just before requests go out: since they began to wait, the customer may have turned push off. */
export type Gate = {
  /** `answer` is called once, and what it hears stays true until it returns. */
  ask(ids: string[], answer: (passageOf: (id: string) => Passage) => void): Promise<void>
  /** It was let go and did not get through: it waits again. */
  returned(id: string): void
}
