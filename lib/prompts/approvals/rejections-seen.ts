/** Names the notes about rejected changes that were hidden in this browser. */
export const rejectionsSeenCookie = 'rejections-seen'

const keptMax = 20

export const seenRejections = (value: string | undefined) => (value ? value.split('.') : [])

/** The cookie's next value. Only the latest ones are kept, because older notes are no longer shown. */
export function withRejectionSeen(cookies: string, id: string) {
  const value = /(?:^|; )rejections-seen=([^;]*)/.exec(cookies)?.[1]
  return [id, ...seenRejections(value).filter((one) => one !== id)].slice(0, keptMax).join('.')
}
