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

/** The conditions set beside the phone. */
export type PhoneConditions = {
  network: Network
  identity: Identity
  locale: string
  addressKind: AddressKind
  asked: AskedState
}

export type AppScreen = 'sign_in' | 'home' | 'queue' | 'chat'

/** `about`: the failure is cleared as soon as this state is certain again. */
export type Notice = { tone: 'good' | 'bad' | 'plain'; text: string; about?: 'push' }

/** The state of the company's app. */
export type AppState = {
  screen: AppScreen
  conversationId: string | undefined
  notice: Notice | undefined
  /** The prompt on the screen. */
  prompt: PromptWords | undefined
  /** Why the customer in the queue wasn't asked. */
  notAsked: NotAskedBecause | undefined
  /** The user change that the SDK refused. The app makes it if the customer agrees to disable push first. */
  leaving: { next: User | undefined } | undefined
  isBusy: boolean
}

export type PhoneState = {
  ios: Ios
  app: AppState
  user: User | undefined
  push: PushState
  /** All device IDs this phone was registered under, so that it is recognized while push is off or uncertain. */
  deviceIds: string[]
  /** Everyone who has signed in on this phone, the latest first. */
  knownUsers: User[]
  knobs: PhoneConditions
  /** The APNs token for this app on this phone, in hex. */
  deviceToken: string
  /** Earlier tokens. APNs still delivers pushes sent to them. */
  formerTokens: string[]
  /** The company's own addresses of this phone, by customer. */
  uuids: Record<string, string>
  /** Customers who turned notifications off in the app. Signing in doesn't turn them on again. */
  optedOut: string[]
  chats: Chats
  traffic: PhoneExchange[]
  /** IDs of received pushes, newest first. `lastPushAt` is the time of the newest. */
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
