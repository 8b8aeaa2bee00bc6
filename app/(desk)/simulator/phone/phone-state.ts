import type { NotAskedBecause } from '@/sdk/prompt'
import type { PromptWords } from '@/sdk/prompt-answer'
import { disabled, type PushState } from '@/sdk/push-state'
import type { User } from '@/sdk/user'
import type { AskedState } from './asked-states'
import type { Chats } from './chats'
import { type Ios, newIos } from './ios'
import type { Network } from './network'
import type { PhoneExchange } from './traffic'

export const addressKinds = ['device_token', 'uuid'] as const
export type AddressKind = (typeof addressKinds)[number]

export const identities = ['valid', 'missing', 'wrong'] as const
export type Identity = (typeof identities)[number]

/** What is set from outside, beside the phone. */
export type PhoneConditions = {
  network: Network
  identity: Identity
  locale: string
  addressKind: AddressKind
  asked: AskedState
}

export type AppScreen = 'sign_in' | 'home' | 'queue' | 'chat'

/** `about`: a failure that is over as soon as the thing is certain again. */
export type Notice = { tone: 'good' | 'bad' | 'plain'; text: string; about?: 'push' }

/** The company's app. */
export type AppState = {
  screen: AppScreen
  conversationId: string | undefined
  notice: Notice | undefined
  /** The prompt that is on the screen. */
  prompt: PromptWords | undefined
  /** Why the customer in the queue was not asked. */
  notAsked: NotAskedBecause | undefined
  /** The SDK refused to change the user; what the app does if the customer agrees to disable first. */
  leaving: { next: User | undefined } | undefined
  isBusy: boolean
}

export type PhoneState = {
  ios: Ios
  app: AppState
  user: User | undefined
  push: PushState
  /** Under which this phone was ever registered, so that it is known when push is off or uncertain. */
  deviceIds: string[]
  /** Everyone who signed in on this phone, the last one first. */
  knownUsers: User[]
  knobs: PhoneConditions
  /** APNs's token for this app on this phone, in hex. */
  deviceToken: string
  /** Tokens it had before; APNs still brings what is sent to them. */
  formerTokens: string[]
  /** The company's own strings for this phone, by customer. */
  uuids: Record<string, string>
  /** Customers who switched notifications off in the app: signing in does not switch them on again. */
  optedOut: string[]
  chats: Chats
  traffic: PhoneExchange[]
  /** Pushes already taken, newest first, and the time of the newest. */
  seenPushes: string[]
  lastPushAt: number
}

export const newApp: AppState = {
  screen: 'sign_in',
  conversationId: undefined,
  notice: undefined,
  prompt: undefined,
  notAsked: undefined,
  leaving: undefined,
  isBusy: false,
}

export const newPhone = (deviceToken: string, at: number): PhoneState => ({
  ios: newIos,
  app: newApp,
  user: undefined,
  push: disabled,
  deviceIds: [],
  knownUsers: [],
  knobs: { network: 'online', identity: 'valid', locale: 'en-US', addressKind: 'device_token', asked: 'all_on' },
  deviceToken,
  formerTokens: [],
  uuids: {},
  optedOut: [],
  chats: {},
  traffic: [],
  seenPushes: [],
  lastPushAt: at,
})
