/** What a push of ours says about itself, under the payload's top-level key `pushdesk`. */
export type NotificationFacts = {
  v: 1
  notificationId: string
  /** `probe`: Pushdesk asks the phone; nothing is shown. */
  type: 'live' | 'proactive' | 'test' | 'probe'
  conversationId?: string
  /** What `probe` is answered under. */
  probeId?: string
}

const types = new Set<unknown>(['live', 'proactive', 'test', 'probe'])

/**
 * Whether the push was triggered by Pushdesk. Give it `userInfo` as iOS gave it; any value is safe.
 * True exactly when the key `pushdesk` is there and well-formed.
 */
export function canHandleNotification(userInfo: unknown): boolean {
  return notificationFacts(userInfo) !== undefined
}

/** The facts of a push of ours, undefined for everyone else's. */
export function notificationFacts(userInfo: unknown): NotificationFacts | undefined {
  const facts = recordOf(recordOf(userInfo)?.pushdesk)
  if (facts?.v !== 1) return undefined
  const { notificationId, type, conversationId, probeId } = facts
  if (typeof notificationId !== 'string' || notificationId === '') return undefined
  if (!types.has(type)) return undefined
  if (conversationId !== undefined && (typeof conversationId !== 'string' || conversationId === '')) return undefined
  if ((type === 'probe') !== (typeof probeId === 'string' && probeId !== '')) return undefined
  // Every field has been looked at above.
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
