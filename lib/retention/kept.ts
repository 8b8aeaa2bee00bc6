import { nameOf, retention } from '@/db/retention'

type Kept = {
  what: string
  /** The event from which the days are counted. */
  from: string
  days: number | null
  /** The environment variable that sets the days. */
  variable?: 'RETENTION_DAYS' | 'ADDRESS_DAYS'
}

/** The content of each table of db/retention, and the event from which its age is counted. */
const words: Record<string, [what: string, from: string]> = {
  deliveries: ['Deliveries, with their attempts and receipts', 'after they were created'],
  notifications: [
    'Notifications, with their texts unless the company removes those earlier',
    'after they were created',
  ],
  prompt_events: [
    'Prompt events: displayed, accepted, dismissed, and the answer to the iOS alert',
    'after they happened',
  ],
  prompt_fetches: ['Counts of prompt evaluations by revision', 'after the hour that they count'],
  prompt_clients: ['The context that apps last sent when they evaluated the prompt', 'after the last evaluation'],
  probes: ['“Ask the phone” requests and their responses', 'after they were sent'],
  device_events: ['Device timelines', 'after each event'],
  devices: ['Inactive devices', 'after their last registration'],
  customers: ['Customers without devices and notifications', 'after they were last seen'],
  refused_calls: ['Refused calls about a customer', 'after the last one'],
  erased_customers: ['The fact that a customer was erased, under a keyed hash of their ID', 'after the erasure'],
  events: ['Recorded events, without names, addresses, and texts', 'after they happened'],
  event_marks: ['Markers that find events by their time', 'after they were set'],
  sessions: ['Team members’ sessions', 'after they ended'],
  invitations: ['Invitations and password links', 'after they ended'],
  case_files: ['Case files', 'after their link expired'],
  rate_limits: ['Counters for rate limits', 'after they ended'],
  kept_answers: ['Encrypted responses to idempotent management calls', 'after they were sent'],
  simulated_pushes: ['Pushes that the built-in simulator received', 'after they arrived'],
  attempt_counts: ['Counts of attempts, for incidents', 'after they were counted'],
  call_counts: ['Counts of calls, for incidents', 'after they were counted'],
  receipt_counts: ['Counts of receipts, for incidents', 'after they were counted'],
  traffic_hours: ['Hourly traffic', 'after the hour'],
  channel_messages: ['Messages to channels, and emails', 'after they were written'],
  incidents: ['Closed incidents', 'after they closed'],
  workers: ['Worker heartbeats', 'after the last one'],
}

/** Returns how long each kind of data is kept before db/retention deletes it, and what isn’t deleted. */
export function keptData({ RETENTION_DAYS, ADDRESS_DAYS }: { RETENTION_DAYS: number; ADDRESS_DAYS: number }): Kept[] {
  const deleted = retention.map((rule): Kept => {
    const [what, from] = words[nameOf(rule)] ?? [nameOf(rule), '']
    if (rule.days !== 'log') return { what, from, days: rule.days }
    return { what, from, days: RETENTION_DAYS, variable: 'RETENTION_DAYS' }
  })
  return [
    ...deleted,
    {
      what: 'Full addresses in the delivery log; keyed hashes then replace them',
      from: 'after the delivery was created',
      days: ADDRESS_DAYS,
      variable: 'ADDRESS_DAYS',
    },
    { what: 'The audit log', from: '', days: null },
    { what: 'Active customers and devices, settings, and team members', from: '', days: null },
  ]
}

/** The duration in words, such as “6 hours”. */
export function keptFor({ days }: Pick<Kept, 'days'>): string {
  if (days === null) return 'Not deleted by age'
  const isHours = days < 1
  const count = isHours ? days * 24 : days
  return `${count} ${isHours ? 'hour' : 'day'}${count === 1 ? '' : 's'}`
}
