export type Topic = 'incidents' | 'approvals' | 'access' | 'prompt_changes'

export const topicWords: readonly { value: Topic; label: string; hint?: string }[] = [
  { value: 'incidents', label: 'Incidents', hint: 'Includes API keys that expire soon.' },
  { value: 'approvals', label: 'Prompt changes that await approval' },
  { value: 'prompt_changes', label: 'Prompt changes in production' },
  {
    value: 'access',
    label: 'Invitations, password links, and sign-ins with a new browser',
    hint: 'Available only for channels without a company.',
  },
]

export const severities = [
  { value: 'warning', label: 'All incidents' },
  { value: 'critical', label: 'Critical incidents' },
] as const

export const waitChoices = [
  { value: '0', label: 'At once' },
  { value: '5', label: 'After 5 minutes, if no one has acknowledged it' },
  { value: '15', label: 'After 15 minutes, if no one has acknowledged it' },
  { value: '30', label: 'After 30 minutes, if no one has acknowledged it' },
  { value: '60', label: 'After 60 minutes, if no one has acknowledged it' },
] as const

export const quietSpans = [
  { value: '0', label: 'Not at all' },
  { value: '10', label: '10 minutes' },
  { value: '30', label: '30 minutes' },
  { value: '120', label: '120 minutes' },
] as const

/** Summarizes what a channel reports. */
export function channelRuleWords(rules: {
  topics: readonly Topic[]
  severityMin: 'warning' | 'critical'
  causes: readonly string[]
  unacknowledgedMinutes: number
}): string {
  const { topics, severityMin, causes, unacknowledgedMinutes } = rules
  const others = topics.filter((topic) => topic !== 'incidents').length
  const severity = severityMin === 'critical' ? 'Critical incidents' : 'All incidents'
  const incidents =
    causes.length === 0 ? severity : `${severity} of ${causes.length} ${causes.length === 1 ? 'cause' : 'causes'}`
  const wait = unacknowledgedMinutes > 0 ? `, if no one has acknowledged it after ${unacknowledgedMinutes} min` : ''
  const first = topics.includes('incidents') ? [`${incidents}${wait}`] : []
  const rest = others > 0 ? [`${others} other ${others === 1 ? 'topic' : 'topics'}`] : []
  return [...first, ...rest].join('; ')
}
