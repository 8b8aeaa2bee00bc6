/** In the order in which a push passes them. */
export const checkNames = [
  'customer',
  'prompt',
  'device',
  'permission',
  'address',
  'environment',
  'message',
  'credentials',
  'endpoint',
  'presence',
  'queue',
  'answer',
  'receipt',
  'phone',
] as const
export type CheckName = (typeof checkNames)[number]

export const checkStatuses = ['ok', 'warning', 'stopped', 'not_reached'] as const
export type CheckStatus = (typeof checkStatuses)[number]
