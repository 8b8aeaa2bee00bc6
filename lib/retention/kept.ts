import { nameOf, retention } from '@/db/retention'

type Kept = {
  what: string
  /** What the days are counted from. */
  from: string
  days: number | null
  /** The variable that sets the days. */
  variable?: 'RETENTION_DAYS' | 'ADDRESS_DAYS'
}

/** What each table of db/retention holds, and from when it is counted. */
const words: Record<string, [what: string, from: string]> = {
  deliveries: ['Deliveries, with their attempts and what phones confirmed', 'since they were made'],
  notifications: ['Notifications, with their texts unless the company removes those earlier', 'since they were made'],
  prompt_events: ['What the prompt did on phones', 'since it happened'],
  prompt_fetches: ['Which configurations apps fetched, as numbers', 'since then'],
  prompt_clients: ['What apps last said of a customer when they fetched the prompt', 'since then'],
  probes: ['Questions to phones, and their answers', 'since they were asked'],
  device_events: ['The history of devices', 'since it happened'],
  devices: ['Devices that don’t work any more', 'since their last registration'],
  customers: ['Customers without a device and without a notification', 'since they were last seen'],
  refused_calls: ['Calls about a customer that were refused', 'since the last one'],
  erased_customers: ['That a customer was erased, under a keyed hash of their ID', 'since then'],
  events: ['Recorded events, without names, addresses, and texts', 'since they happened'],
  event_marks: ['Marks by which events are found again after a time', 'since then'],
  sessions: ['Sessions of the team', 'since their end'],
  invitations: ['Invitations and password links', 'since their end'],
  case_files: ['Shared cases', 'since their link ended'],
  rate_limits: ['Counters of attempts', 'since their end'],
  kept_answers: ['Answers of the management API for repeated calls, encrypted', 'since they were given'],
  simulated_pushes: ['What the built-in simulator received', 'since then'],
  attempt_counts: ['Numbers of attempts for incidents', 'since then'],
  call_counts: ['Numbers of calls for incidents', 'since then'],
  receipt_counts: ['Numbers of receipts for incidents', 'since then'],
  traffic_hours: ['Hourly numbers', 'since then'],
  channel_messages: ['What was told to channels and by email', 'since it was written'],
  incidents: ['Closed incidents', 'since they were closed'],
  workers: ['Heartbeats of workers', 'since the last one'],
}

/** How long each kind of data is kept, as db/retention deletes it, and what isn’t deleted. */
export function keptData({ RETENTION_DAYS, ADDRESS_DAYS }: { RETENTION_DAYS: number; ADDRESS_DAYS: number }): Kept[] {
  const deleted = retention.map((rule): Kept => {
    const [what, from] = words[nameOf(rule)] ?? [nameOf(rule), '']
    if (rule.days !== 'log') return { what, from, days: rule.days }
    return { what, from, days: RETENTION_DAYS, variable: 'RETENTION_DAYS' }
  })
  return [
    ...deleted,
    {
      what: 'Whole addresses in the delivery log; keyed hashes take their place',
      from: 'since the delivery was made',
      days: ADDRESS_DAYS,
      variable: 'ADDRESS_DAYS',
    },
    { what: 'The audit log', from: '', days: null },
    { what: 'Customers and devices in use, settings, and people of the team', from: '', days: null },
  ]
}

/** In words, such as “6 hours”. */
export function keptFor({ days }: Pick<Kept, 'days'>): string {
  if (days === null) return 'Not deleted by age'
  const isHours = days < 1
  const count = isHours ? days * 24 : days
  return `${count} ${isHours ? 'hour' : 'day'}${count === 1 ? '' : 's'}`
}
