/** What a Pushdesk push says about itself, under the payload's top-level key `pushdesk`. */
export type NotificationFacts = {
  v: 1
  notificationId: string
  /** `probe`: Pushdesk queries the phone, and nothing is shown. */
  type: 'live' | 'proactive' | 'test' | 'probe'
  conversationId?: string
  /** The ID under which a `probe` is answered. */
  probeId?: string
}

const types = new Set<unknown>(['live', 'proactive', 'test', 'probe'])

/**
 * Whether the push was triggered by Pushdesk. Pass `userInfo` as received from iOS; any value is safe.
 * True exactly when the key `pushdesk` is present and well-formed.
 */
export function canHandleNotification(userInfo: unknown): boolean {
  return notificationFacts(userInfo) !== undefined
}

/** Returns the facts of a Pushdesk push, or undefined for any other push. */
export function notificationFacts(userInfo: unknown): NotificationFacts | undefined {
  const facts = recordOf(recordOf(userInfo)?.pushdesk)
  if (facts?.v !== 1) return undefined
  const { notificationId, type, conversationId, probeId } = facts
  if (typeof notificationId !== 'string' || notificationId === '') return undefined
  if (!types.has(type)) return undefined
  if (conversationId !== undefined && (typeof conversationId !== 'string' || conversationId === '')) return undefined
  if ((type === 'probe') !== (typeof probeId === 'string' && probeId !== '')) return undefined
  // Every field was checked above.
  return {
    v: 1,
    notificationId,
    type,
    ...(conversationId === undefined ? {} : { conversationId }),
    ...(probeId === undefined ? {} : { probeId }),
  } as NotificationFacts
}

function recordOf(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined
}
