import type { Pushdesk } from '@/sdk/pushdesk'
import type { AppState, PhoneState } from './phone-state'

/** The dependencies of each part of the company's app. */
export type AppParts = {
  pushdesk: Pushdesk
  read: () => PhoneState
  change: (next: Partial<PhoneState>) => void
  show: (next: Partial<AppState>) => void
}
