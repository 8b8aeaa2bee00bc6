/** Every `apns-push-type` with the suffix its topic adds to the bundle ID (sending-notification-requests-to-apns). */
export const topicSuffixes = {
  alert: '',
  background: '',
  location: '.location-query',
  voip: '.voip',
  complication: '.complication',
  fileprovider: '.pushkit.fileprovider',
  /** The topic is the UID in the MDM certificate's subject, not a bundle ID. */
  mdm: '',
  liveactivity: '.push-type.liveactivity',
  pushtotalk: '.voip-ptt',
  widgets: '.push-type.widgets',
  controls: '.push-type.controls',
} as const

export type PushType = keyof typeof topicSuffixes

export const pushTypes = Object.keys(topicSuffixes) as readonly PushType[]

export function isPushType(value: unknown): value is PushType {
  return typeof value === 'string' && Object.hasOwn(topicSuffixes, value)
}

export function topicFor(bundleId: string, pushType: string): string {
  return bundleId + (isPushType(pushType) ? topicSuffixes[pushType] : '')
}

/** Bytes, not characters. */
export function payloadBytesMax(pushType: string): number {
  return pushType === 'voip' ? 5120 : 4096
}

const encoder = new TextEncoder()

export const payloadBytes = (payload: unknown) => encoder.encode(JSON.stringify(payload)).length

export function fits(payload: unknown, bytesMax: number): boolean {
  const text = JSON.stringify(payload)
  // A UTF-16 unit takes at most three bytes, so most payloads fit without being encoded.
  return text.length * 3 <= bytesMax || encoder.encode(text).length <= bytesMax
}

/** APNs treats a missing priority as 10, which is an error for background pushes. */
export function defaultPriority(pushType: string): number {
  return pushType === 'background' ? 5 : 10
}

/** Infers the push type if the caller named none: background only when nothing in the push can be seen or heard. */
export function inferPushType(payload: unknown): PushType {
  const aps = isDictionary(payload) ? payload.aps : undefined
  if (!isDictionary(aps)) return 'alert'
  const isSilent = aps['content-available'] === 1 && !visibleKeys.some((key) => key in aps)
  return isSilent ? 'background' : 'alert'
}

export const visibleKeys = ['alert', 'badge', 'sound'] as const

export function isDictionary(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A problem's path (`payload.aps.badge`, `headers.apns-priority`) and a sentence for the person who wrote the push. */
export type PushProblem = { path: string; message: string }
