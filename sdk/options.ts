import type { PushdeskFailure } from './failure'
import type { PhoneFacts } from './phone-facts'
import type { PromptContext } from './prompt-evaluation'
import type { DeviceFacts } from './push-registration'
import type { Permission, PushState } from './push-state'
import type { UserTokenProvider } from './request'
import type { KeyValueStorage } from './storage'

export type PushdeskOptions = {
  /** Where Pushdesk is served: `https://push.example.com`. */
  endpoint: string
  /** `pk_…` of this app's environment. */
  publishableKey: string
  /** iOS's present authorization state. */
  permission: () => Permission
  /** Shows iOS's own alert and gives the state after it. */
  requestPermission: () => Promise<Permission>
  /** Where the registration is remembered across restarts; by default nowhere. */
  storage?: KeyValueStorage
  /** Signed proof of who the customer is, where the environment requires identity verification. */
  userToken?: UserTokenProvider
  /** App, OS and device facts sent at registration, which the prompt's rules may look at too. */
  device?: () => DeviceFacts
  /** What the app says when Pushdesk asks the phone: iOS's notification settings, the present token, bundle ID and signing. */
  phone?: () => PhoneFacts | Promise<PhoneFacts>
  /** Further attributes for the prompt's rules. */
  context?: () => PromptContext
  /** The registration's state changed, whatever changed it. */
  onStateChange?: (state: PushState) => void
  /** A failure of what the SDK does by itself: presence, receipts, prompt, events. */
  onFailure?: (failure: PushdeskFailure) => void
  /** Longest wait for the prompt's configuration before the customer is not asked, in ms; 2,000 by default. */
  promptTimeoutMs?: number
  fetch?: typeof globalThis.fetch
}
