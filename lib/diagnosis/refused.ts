import { plural } from '@/lib/format/number'
import { addressHeld } from '@/lib/refused-calls/address-held'
import { fact, factAt, type Next, type Reader } from './answers'
import type { Cause } from './causes'
import type { RefusedCallFacts } from './history'
import { newKey } from './refused-words'

/** What the caller's developers need: when the call was rejected, why, and its request ID. */
export function factsOfRefused(call: RefusedCallFacts) {
  const { field, detail, status, code, requestId, refusedCount, createdAt, lastAt, spelledAs } = call
  return [
    factAt(`${call.call} refused`, lastAt, `${status} ${code}`),
    fact('Why', field ? `${field}: ${detail}` : detail),
    fact('Request ID', requestId),
    fact('Named as', spelledAs),
    refusedCount > 1 ? factAt(`Refused ${plural(refusedCount, 'time')} since`, createdAt) : undefined,
  ]
}

export function causeOfRegistration({ status, code }: Pick<RefusedCallFacts, 'status' | 'code'>): Cause {
  if (code === addressHeld) return 'registration_ignored'
  if (status === 401) return 'registration_unauthorized'
  if (status === 403) return 'registration_wrong_key'
  return status === 429 ? 'registration_rate_limited' : 'registration_invalid'
}

/** An oversized payload has its own cause, regardless of the status or code it was refused with. */
export function causeOfRefusedMessage({ status, detail }: Pick<RefusedCallFacts, 'status' | 'detail'>): Cause {
  const isTooLarge = status === 413 || /\bbytes\b/.test(detail)
  return isTooLarge && /payload|notification|4,?096/i.test(detail) ? 'payload_too_large' : 'message_refused'
}

/** It is the platform team's turn, unless someone has to create a new key for them first. */
export function nextOfRefusedMessage({ code, requestId }: RefusedCallFacts, reader: Reader): Next {
  if (code === 'key_invalid') return newKey(reader, 'the platform team')
  return { who: 'platform_team', sentence: `Tell the platform team, with the request ID ${requestId}.` }
}

/** Whether the call notifies customers. All other recorded calls are the app's. */
export const isOfPlatform = (call: string) => /^POST \/api\/v1\/(?:messages|push)\b/.test(call)
