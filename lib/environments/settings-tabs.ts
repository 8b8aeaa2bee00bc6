/**
 * The tabs of an environment's settings, by their name in the URL. Texts that point a reader to a tab use these labels.
 */
export const settingsTabs = {
  credentials: 'APNs keys',
  'company-api': 'Company API',
  keys: 'API keys',
  events: 'Event webhooks',
  identity: 'Identity',
  environment: 'Environment',
} as const

export type SettingsTab = keyof typeof settingsTabs
export const settingsTabNames = Object.keys(settingsTabs) as SettingsTab[]
