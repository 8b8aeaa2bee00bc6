/** A push as this phone received it, through the APNs simulator or the demo company. */
export type PhonePush = {
  id: string
  apnsId: string
  address: string
  /** False if the company's own push system sent it. */
  isApns: boolean
  headers: Record<string, string>
  payload: Record<string, unknown>
  at: number
}

/** The fields of a payload that iOS reads. */
export type Alert = {
  title: string
  body: string
  threadId: string
  badge: number | undefined
  hasAlert: boolean
  isContentAvailable: boolean
}

export function readAlert(payload: Record<string, unknown>): Alert {
  const aps = record(payload.aps)
  const { alert } = aps
  const parts = record(alert)
  const title = text(parts.title)
  const body = typeof alert === 'string' ? alert : text(parts.body)
  return {
    title,
    body,
    threadId: text(aps['thread-id']),
    badge: typeof aps.badge === 'number' ? aps.badge : undefined,
    hasAlert: title !== '' || body !== '',
    isContentAvailable: aps['content-available'] === 1,
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')
const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
