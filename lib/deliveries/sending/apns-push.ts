import type { Sendable } from '@/db/queries/sending/sending'
import { fitPayload } from '@/lib/apns/push/fit-payload'
import { defaultPriority, inferPushType, payloadBytesMax, topicFor } from '@/lib/apns/push/push-types'
import type { ApnsRequest } from '@/lib/apns/transport/apns-request'

/** Builds the APNs request. Every attempt has the same apns-id, and its collapse ID makes a repeat replace itself. */
export function apnsPushOf({
  id,
  notificationId,
  address,
  payload,
  headers,
  expiresAt,
  environment,
}: Sendable): ApnsRequest {
  const pushType = headers['apns-push-type'] ?? inferPushType(payload)
  return {
    id,
    deviceToken: address,
    topic: topicFor(environment.bundleId, pushType),
    pushType,
    priority: headers['apns-priority'] ?? defaultPriority(pushType),
    // 0 asks for a single try. Otherwise send the delivery's expiry, which never exceeds how long APNs stores a push.
    expiration: Number(headers['apns-expiration'] ?? 1) === 0 ? 0 : Math.floor(expiresAt.getTime() / 1000),
    collapseId: headers['apns-collapse-id'] ?? notificationId,
    payload: payloadFor(payload, pushType),
  }
}

function payloadFor(payload: Sendable['payload'], pushType: string) {
  const bytes = Buffer.from(JSON.stringify(payload))
  if (bytes.length <= payloadBytesMax(pushType)) return bytes
  return Buffer.from(JSON.stringify(fitPayload(payload, pushType)))
}

/** Returns the request for the log, without the payload, which the notification already stores. */
export function shownRequest(push: ApnsRequest, origin: string) {
  return {
    method: 'POST',
    url: `${origin}/3/device/${push.deviceToken}`,
    headers: {
      authorization: 'bearer …',
      'apns-id': push.id,
      'apns-topic': push.topic,
      'apns-push-type': push.pushType,
      'apns-priority': String(push.priority),
      'apns-expiration': String(push.expiration),
      'apns-collapse-id': String(push.collapseId),
    },
  }
}
