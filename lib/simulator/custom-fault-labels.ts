import { apnsReasons } from '@/lib/apns/explanations/reasons'

/** The kinds of custom faults that the form offers. */
export const customFaultKinds = [
  { value: 'answer', label: 'Respond with an error' },
  { value: 'slow', label: 'Respond slowly' },
  { value: 'silence', label: 'Never respond' },
  { value: 'lost_answer', label: 'Process the push, then close the connection without a response' },
  { value: 'reset', label: 'Close the connection' },
  { value: 'goaway', label: 'Send GOAWAY during requests' },
  { value: 'refused', label: 'Refuse streams' },
  { value: 'html', label: 'Respond 502 with a web page' },
  { value: 'stream_error', label: 'Cut off a response' },
  { value: 'one_stream', label: 'Allow one push at a time' },
  { value: 'tiny_window', label: 'Accept a few bytes at a time' },
  { value: 'outage', label: 'Unavailable for 20 of every 40 seconds' },
  { value: 'clock_ahead', label: 'Apple’s clock is two hours ahead' },
  { value: 'clock_behind', label: 'Apple’s clock is two hours behind' },
  { value: 'rotated_token', label: 'Devices have new tokens' },
  { value: 'reorder', label: 'Notifications arrive out of order' },
] as const

/** Each APNs reason with its status, for the form. */
export const reasonsToAnswer = Object.entries(apnsReasons)
  .map(([reason, { status, meaning }]) => ({ value: reason, label: `${status} ${reason}`, hint: meaning }))
  .toSorted((a, b) => a.label.localeCompare(b.label))

type Kind = (typeof customFaultKinds)[number]['value']

/** These affect whole connections or every push. */
const wholeKinds: readonly Kind[] = ['one_stream', 'tiny_window']
/** These hit a percentage of the devices, always the same ones. */
const deviceKinds: readonly Kind[] = ['rotated_token']

/** What a fault's percentage applies to. Undefined if it has none. */
export function shareOf(kind: Kind): 'pushes' | 'devices' | undefined {
  if (wholeKinds.includes(kind)) return undefined
  return deviceKinds.includes(kind) ? 'devices' : 'pushes'
}
