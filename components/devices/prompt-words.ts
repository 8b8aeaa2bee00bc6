/** What the prompt did, as a line of a history. */
export const promptEventWords = {
  displayed: 'The prompt was displayed',
  accepted: 'The prompt was accepted',
  dismissed: 'The prompt was dismissed',
  system_authorized: 'iOS was allowed to notify',
  system_denied: 'iOS was not allowed to notify',
} as const
