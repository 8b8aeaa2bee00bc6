const kindWords = {
  webhook: 'Webhook',
  slack: 'Slack',
  teams: 'Teams',
  pagerduty: 'PagerDuty',
  email: 'Email',
} as const

export type ShownKind = keyof typeof kindWords
export const kindWord = (kind: ShownKind) => kindWords[kind]
export const shownKinds = Object.keys(kindWords) as ShownKind[]
