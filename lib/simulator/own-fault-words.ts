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
] as const

/** Each reason of APNs with its status, as the form offers it. */
export const reasonsToAnswer = Object.entries(apnsReasons)
  .map(([reason, { status, meaning }]) => ({ value: reason, label: `${status} ${reason}`, hint: meaning }))
  .toSorted((a, b) => a.label.localeCompare(b.label))
