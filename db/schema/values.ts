/** Stored values, separate from their tables so that browser code doesn't import drizzle. */
export const environmentNames = ['production', 'sandbox'] as const

export const deviceKinds = ['device_token', 'uuid'] as const
export const deviceStatuses = ['active', 'suspect', 'disabled'] as const
/** iOS's five authorization states. */
export const pushPermissions = ['notDetermined', 'denied', 'authorized', 'provisional', 'ephemeral'] as const

export const notificationTypes = ['live', 'proactive', 'test', 'probe'] as const
export const transports = ['apns', 'company_api'] as const
export const deliveryStates = ['queued', 'sending', 'retrying', 'accepted', 'failed', 'expired', 'suppressed'] as const

export const revisionKinds = ['save', 'off', 'pause', 'undo', 'restore', 'import', 'schedule'] as const
/** What a trigger can do: one action each, and none that asks more customers than before. */
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
/** What a channel can carry. `access`: invitations, password links, and new sign-ins. */
export const channelTopics = ['incidents', 'approvals', 'access', 'prompt_changes'] as const
/** What one person can get by email. */
export const mailTopics = ['sign_in', 'approvals', 'prompt_changes'] as const
/** What people with a role must present to sign in, from least to most. */
export const signInNeeds = ['nothing', 'second_factor', 'single_sign_on'] as const
export const channelKinds = ['webhook', 'slack', 'teams', 'pagerduty', 'email'] as const

/** How the token that a phone reports compares with the registered one. */
export const tokenAnswers = ['same', 'other', 'not_told'] as const
/** What Pushdesk corrected after a phone's answer. */
export const probeCorrections = ['permission', 'versions', 'token'] as const

/** The events that a company's systems can subscribe to. */
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
