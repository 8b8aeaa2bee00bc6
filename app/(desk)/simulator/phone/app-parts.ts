import type { Pushdesk } from '@/sdk/pushdesk'
import type { AppState, PhoneState } from './phone-state'

/** What each part of the company's app works with. */
export type AppParts = {
  pushdesk: Pushdesk
  read: () => PhoneState
  change: (next: Partial<PhoneState>) => void
  show: (next: Partial<AppState>) => void
}
