import { isDictionary, payloadBytesMax } from '../../push-types'
import { type Refusal, refuse } from '../refusal'

/** Rules 22 to 24. */
export function checkBody(body: Buffer, pushType: string | undefined): Refusal | { payload: Record<string, unknown> } {
  if (body.length === 0) return refuse(400, 'PayloadEmpty')
  if (body.length > payloadBytesMax(pushType ?? 'alert')) return refuse(413, 'PayloadTooLarge')
  const payload = readJson(body)
  return isDictionary(payload) ? { payload } : refuse(400, 'PayloadEmpty')
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

/** Undefined: not UTF-8, or no JSON. */
export function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(strictUtf8.decode(body))
  } catch {
    return undefined
  }
}
