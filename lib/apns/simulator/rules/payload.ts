import { isDictionary, payloadBytesMax } from '@/lib/apns/push/push-types'
import { refuse, type SimulatedRefusal } from '@/lib/apns/simulator/state/refusal'

/** Rules 22 to 24. */
export function checkBody(
  body: Buffer,
  pushType: string | undefined,
): SimulatedRefusal | { payload: Record<string, unknown> } {
  if (body.length === 0) return refuse(400, 'PayloadEmpty')
  if (body.length > payloadBytesMax(pushType ?? 'alert')) return refuse(413, 'PayloadTooLarge')
  const payload = payloadIn(body)
  return isDictionary(payload) ? { payload } : refuse(400, 'PayloadEmpty')
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

/** Parses the body. Undefined if it isn't UTF-8 or JSON. */
export function payloadIn(body: Buffer): unknown {
  try {
    return JSON.parse(strictUtf8.decode(body))
  } catch {
    return undefined
  }
}
