/** The states of a simulated device, with their labels. */
export const simulatedStates = [
  { value: 'active', label: 'Online' },
  { value: 'offline', label: 'Offline' },
  { value: 'low_power', label: 'Saving power' },
  { value: 'notifications_disabled', label: 'Notifications off' },
  { value: 'unregistered', label: 'App removed' },
  { value: 'expired', label: 'Token expired' },
] as const

export type SimulatedState = (typeof simulatedStates)[number]['value']
