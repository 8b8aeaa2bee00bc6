import type { CallerHeaders } from '@/lib/apns/push/check-headers'
import { quoted } from '@/lib/deliveries/log/curl'

/** The same push as a call to the public API. The caller supplies the key. */
export function pushCurl(push: {
  payload: Record<string, unknown>
  headers: CallerHeaders
  deviceId: string | undefined
}) {
  const { payload, headers, deviceId = '<device ID>' } = push
  const origin = typeof location === 'undefined' ? '' : location.origin
  const body = JSON.stringify({ to: { deviceId }, payload, headers })
  return [
    `curl -X POST ${quoted(`${origin}/api/v1/push?wait=10`)}`,
    `-H "Authorization: Bearer $PUSHDESK_SECRET_KEY"`,
    `-H 'Content-Type: application/json'`,
    `--data-raw ${quoted(body)}`,
  ].join(' \\\n  ')
}
