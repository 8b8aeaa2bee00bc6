/** Reasons why a phone doesn't show notifications. */
export const askedStates = [
  { value: 'all_on', label: 'Everything on' },
  { value: 'banners_off', label: 'Banners off' },
  { value: 'summary', label: 'Scheduled summary' },
  { value: 'other_token', label: 'Another token', hint: 'As after restoring a backup' },
  { value: 'other_bundle', label: 'Another app’s build', hint: 'Another bundle ID' },
  { value: 'other_signing', label: 'Other signing', hint: 'A build for the other environment' },
  { value: 'closed', label: 'App closed', hint: 'By swiping it away: iOS doesn’t start it for a background push' },
  { value: 'off', label: 'Phone off', hint: 'Nothing reaches it until it is on again' },
  { value: 'low_power', label: 'Low Power Mode', hint: 'Background App Refresh is off too' },
  { value: 'clock_wrong', label: 'Clock 3 h behind' },
] as const
export type AskedState = (typeof askedStates)[number]['value']
