/** Stored values, apart from their tables: a browser that shows them needs no drizzle. */
export const environmentNames = ['production', 'sandbox'] as const

export const deviceKinds = ['device_token', 'uuid'] as const
export const deviceStatuses = ['active', 'suspect', 'disabled'] as const
/** iOS's five authorization states. */
export const pushPermissions = ['notDetermined', 'denied', 'authorized', 'provisional', 'ephemeral'] as const

export const notificationTypes = ['live', 'proactive', 'test', 'probe'] as const
export const transports = ['apns', 'company_api'] as const
export const deliveryStates = ['queued', 'sending', 'retrying', 'accepted', 'failed', 'expired', 'suppressed'] as const

export const revisionKinds = ['save', 'off', 'pause', 'undo', 'restore', 'import', 'schedule'] as const
/** What a trigger can do: one thing each, and nothing that asks more customers than before. */
export const triggerActNames = ['turn_off', 'pause_rollout'] as const

export const incidentSeverities = ['warning', 'critical'] as const
export const incidentEventKinds = [
  'opened',
  'changed',
  'acknowledged',
  'muted',
  'unmuted',
  'escalated',
  'note',
  'recovered',
  'closed',
  'reopened',
] as const
/** What a channel can carry. Access: invitations, password links, and new sign-ins. */
export const channelTopics = ['incidents', 'approvals', 'access', 'prompt_changes'] as const
/** What one person can get by email. */
export const mailTopics = ['sign_in', 'approvals', 'prompt_changes'] as const
/** What a role's people must show to sign in, from the least to the most. */
export const signInNeeds = ['nothing', 'second_factor', 'single_sign_on'] as const
export const channelKinds = ['webhook', 'slack', 'teams', 'pagerduty', 'email'] as const

/** How the token that a phone says it has compares with the one that was asked. */
export const tokenAnswers = ['same', 'other', 'not_told'] as const
/** What an answer of a phone made Pushdesk correct. */
export const probeCorrections = ['permission', 'versions', 'token'] as const

/** What a company's systems can be told of, as it happens. */
export const eventTypes = [
  'delivery.sent',
  'delivery.accepted',
  'delivery.failed',
  'notification.received',
  'notification.opened',
  'device.registered',
  'device.moved',
  'device.disabled',
  'prompt.answered',
] as const
