/** Labels of prompt events in a history. */
export const promptEventLabels = {
  displayed: 'Prompt shown',
  accepted: 'Prompt accepted',
  dismissed: 'Prompt dismissed',
  system_authorized: 'Allowed in iOS',
  system_denied: 'Denied in iOS',
} as const
