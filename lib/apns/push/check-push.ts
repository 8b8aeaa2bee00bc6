import { formatNumber } from '@/lib/format/number'
import { checkAps } from './check-aps'
import { type CallerHeaders, checkHeaders } from './check-headers'
import {
  fits,
  inferPushType,
  isDictionary,
  isPushType,
  type PushProblem,
  payloadBytes,
  payloadBytesMax,
} from './push-types'

/**
 * Returns every problem for which APNs would reject the push, or accept it while the phone shows nothing.
 * Pure, and safe in a browser: the test page checks as you type.
 */
export function checkPush({ payload, headers = {} }: { payload: unknown; headers?: CallerHeaders }): PushProblem[] {
  const given = headers['apns-push-type']
  const pushType = isPushType(given) ? given : inferPushType(payload)
  return [...checkHeaders(headers, pushType), ...checkPayload(payload, pushType)]
}

/** Checks the payload alone, for a push type that is known to exist. */
export function checkPayload(payload: unknown, pushType: string): PushProblem[] {
  if (!isDictionary(payload)) return [{ path: 'payload', message: 'The payload must be a JSON object.' }]
  if (Object.keys(payload).length === 0) return [{ path: 'payload', message: 'The payload is empty.' }]
  return [...checkSize(payload, pushType), ...checkAps(payload, pushType)]
}

function checkSize(payload: unknown, pushType: string): PushProblem[] {
  const max = payloadBytesMax(pushType)
  if (fits(payload, max)) return []
  const bytes = payloadBytes(payload)
  return [
    {
      path: 'payload',
      message: `The payload has ${formatNumber(bytes)} bytes. APNs accepts at most ${formatNumber(max)} for this push type.`,
    },
  ]
}
