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
  /** The `pk_…` key of this app's environment. */
  publishableKey: string
  /** The current authorization state in iOS. */
  permission: () => Permission
  /** Shows the iOS alert and returns the state after it. */
  requestPermission: () => Promise<Permission>
  /** Where the registration is stored across restarts. Nowhere by default. */
  storage?: KeyValueStorage
  /** Signed proof of the customer's identity, if the environment requires identity verification. */
  userToken?: UserTokenProvider
  /** App, OS, and device facts sent at registration, also available to the prompt's rules. */
  device?: () => DeviceFacts
  /** The app's answer when Pushdesk queries the phone: notification settings, current token, bundle ID, and signing. */
  phone?: () => PhoneFacts | Promise<PhoneFacts>
  /** Further attributes for the prompt's rules. */
  context?: () => PromptContext
  /** Called when the registration's state changes, for whatever reason. */
  onStateChange?: (state: PushState) => void
  /** Called on failures of the SDK's background work: presence, receipts, prompt, events. */
  onFailure?: (failure: PushdeskFailure) => void
  /** How long to wait for the prompt's configuration before not asking the customer, in ms. 2,000 by default. */
  promptTimeoutMs?: number
  fetch?: typeof globalThis.fetch
}
