import { checkPayload } from '../check-push'
import { isDictionary, isPushType } from '../push-types'

type Headers = Record<string, string | undefined>

const hourMs = 3_600_000

/** What APNs takes without a word, and then does not do: kept with the log line, never told to the sender. */
export function lintsOf(headers: Headers, payload: Record<string, unknown>, nowMs: number): string[] {
  const pushType = headers['apns-push-type']
  const id = headers['apns-id']
  const lints: string[] = []
  if (pushType === undefined)
    lints.push('apns-push-type is missing. watchOS requires it, and other systems may delay or drop the push.')
  if (id !== undefined && id !== id.toLowerCase()) lints.push('apns-id should be lower-case.')
  if (headers['apns-collapse-id'] !== undefined && id === undefined)
    lints.push('apns-collapse-id without apns-id. A retry can’t be told apart from a new push.')
  if (pushType === 'background' && headers['apns-priority'] === undefined)
    lints.push('A background push needs apns-priority 5. Without the header, it counts as 10.')
  const problems = checkPayload(payload, isPushType(pushType) ? pushType : 'alert')
  return [
    ...lints,
    ...problems.map(({ path, message }) => `${path}: ${message}`),
    ...oldTimestamp(payload, pushType, nowMs),
  ]
}

function oldTimestamp({ aps }: Record<string, unknown>, pushType: string | undefined, nowMs: number) {
  if (pushType !== 'liveactivity' || !isDictionary(aps) || typeof aps.timestamp !== 'number') return []
  return aps.timestamp * 1000 < nowMs - hourMs
    ? ['payload.aps.timestamp: Is more than an hour old. The phone ignores updates that are older than what it shows.']
    : []
}
