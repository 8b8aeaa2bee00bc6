import { apnsReasons } from '../apns/reasons'

/** What a fault of one's own may be, as the form offers it. */
export const ownFaultKinds = [
  { value: 'answer', label: 'Answer with a reason' },
  { value: 'slow', label: 'Answer slowly' },
  { value: 'silence', label: 'Never answer' },
  { value: 'lost_answer', label: 'Process it, then break the connection' },
  { value: 'reset', label: 'Break the connection' },
  { value: 'goaway', label: 'Say good-bye in the middle' },
  { value: 'refused', label: 'Refuse streams' },
  { value: 'html', label: 'Answer 502 with a web page' },
  { value: 'stream_error', label: 'Break off one answer' },
  { value: 'one_stream', label: 'Allow one push at a time' },
  { value: 'tiny_window', label: 'Take a few bytes at a time' },
  { value: 'outage', label: 'Out of service every other 20 seconds' },
  { value: 'clock_ahead', label: 'Apple’s clock is two hours ahead' },
  { value: 'clock_behind', label: 'Apple’s clock is two hours behind' },
  { value: 'rotated_token', label: 'Devices have got new tokens' },
  { value: 'reorder', label: 'Arrive out of order' },
] as const

/** Each reason of APNs with its status, as the form offers it. */
export const reasonsToAnswer = Object.entries(apnsReasons)
  .map(([reason, { status, meaning }]) => ({ value: reason, label: `${status} ${reason}`, hint: meaning }))
  .toSorted((a, b) => a.label.localeCompare(b.label))

type Kind = (typeof ownFaultKinds)[number]['value']

/** These strike whole connections, or always. */
const wholeKinds: readonly Kind[] = ['one_stream', 'tiny_window']
/** Of these a share of the devices is struck, always the same ones. */
const deviceKinds: readonly Kind[] = ['rotated_token']

/** What a share means for a fault; undefined: it has none. */
export function shareOf(kind: Kind): 'pushes' | 'devices' | undefined {
  if (wholeKinds.includes(kind)) return undefined
  return deviceKinds.includes(kind) ? 'devices' : 'pushes'
}
