import type { ChatView } from '@/sdk/chat-view'
import { PushStillEnabled } from '@/sdk/failure'
import type { Queue } from '@/sdk/join-queue'
import { canHandleNotification } from '@/sdk/notification'
import type { PromptDecision } from '@/sdk/prompt'
import type { Permission } from '@/sdk/push-state'
import type { Pushdesk } from '@/sdk/pushdesk'
import { isSameUser, type User, userKey } from '@/sdk/user'
import { addMessage, messagesOf, readAll, unreadOf } from './chats'
import { failureWords } from './failure-words'
import { bytesOf } from './kept-phone'
import type { PhonePlace } from './phone'
import type { AppState, PhoneState } from './phone-state'

type Options = {
  pushdesk: Pushdesk
  place: PhonePlace
  read: () => PhoneState
  change: (next: Partial<PhoneState>) => void
  requestPermission: () => Promise<Permission>
  /** The company's push system knows this phone under one more string. */
  onNewAddress: () => void
}

export type CompanyApp = ReturnType<typeof createCompanyApp>

const isOn = (permission: Permission) => permission !== 'denied' && permission !== 'notDetermined'

/** The company's app, written as its developers would write it against the SDK. */
export function createCompanyApp({ pushdesk, read, change, requestPermission, onNewAddress }: Options) {
  let queue: Queue | undefined
  let shownPrompt: Extract<PromptDecision, { ask: true }>['prompt'] | undefined
  let chat: ChatView | undefined

  const show = (next: Partial<AppState>) => change({ app: { ...read().app, ...next } })

  // MARK: Enable and disable

  async function enable() {
    const user = read().user
    if (!user) return
    show({ isBusy: true, notice: undefined })
    change({ optedOut: read().optedOut.filter((key) => key !== userKey(user)) })
    try {
      const permission = await requestPermission()
      if (!isOn(permission)) {
        show({ notice: { tone: 'bad', text: 'Notifications are off for this app. Turn them on in Settings.' } })
        return
      }
      await pushdesk.enablePushNotifications(address(user))
    } catch (failure) {
      show({ notice: { tone: 'bad', text: failureWords('Notifications could not be turned on', failure) } })
    } finally {
      show({ isBusy: false })
    }
  }

  async function disable() {
    const user = read().user
    show({ isBusy: true, notice: undefined })
    await pushdesk.disablePushNotifications({
      failure: (failure) =>
        show({ notice: { tone: 'bad', text: failureWords('Notifications could not be turned off', failure) } }),
    })
    if (user) change({ optedOut: [...new Set([...read().optedOut, userKey(user)])] })
    show({ isBusy: false })
  }

  function address(user: User) {
    const { knobs, deviceToken, uuids } = read()
    if (knobs.addressKind === 'device_token') return { deviceToken: bytesOf(deviceToken) }
    const known = uuids[userKey(user)]
    if (known) return { uuid: known }
    const uuid = `${'id' in user ? user.id : user.anonymousId}.${deviceToken.slice(0, 8)}`
    change({ uuids: { ...uuids, [userKey(user)]: uuid } })
    onNewAddress()
    return { uuid }
  }

  /** As apps do at each start: iOS's token is told anew wherever the customer wants notifications. */
  async function enableIfWanted() {
    const { user, ios, optedOut, push } = read()
    if (!user || !isOn(ios.permission) || push.status !== 'disabled') return
    if (!optedOut.includes(userKey(user))) await enable()
  }

  // MARK: The customer

  function become(next: User | undefined) {
    try {
      pushdesk.user = next
    } catch (error) {
      if (!(error instanceof PushStillEnabled)) throw error
      show({ leaving: { next }, notice: undefined })
      return
    }
    entered(next)
  }

  async function disableAndBecome() {
    const { leaving } = read().app
    if (!leaving) return
    show({ isBusy: true })
    try {
      await pushdesk.changeUser(leaving.next, { disableFirst: true })
      entered(leaving.next)
    } catch (failure) {
      const text = failureWords('You are still signed in, because notifications could not be turned off', failure)
      show({ leaving: undefined, isBusy: false, notice: { tone: 'bad', text } })
    }
  }

  function entered(user: User | undefined) {
    leaveQueue()
    chat = undefined
    change({
      user,
      knownUsers: user ? [user, ...read().knownUsers.filter((known) => !isSameUser(known, user))] : read().knownUsers,
    })
    show({
      screen: user ? 'home' : 'sign_in',
      leaving: undefined,
      isBusy: false,
      notice: undefined,
      conversationId: undefined,
    })
    void enableIfWanted()
  }

  // MARK: The queue and the prompt

  async function joinQueue() {
    show({ screen: 'queue', notAsked: undefined, notice: undefined })
    queue = await pushdesk.joinQueue({ onChange: decided })
    decided(queue.decision)
  }

  function decided(decision: PromptDecision) {
    if (!decision.ask) {
      shownPrompt = undefined
      show({ prompt: undefined, notAsked: decision.because })
      return
    }
    shownPrompt = decision.prompt
    show({ prompt: decision.prompt.words, notAsked: undefined })
    decision.prompt.displayed()
  }

  async function acceptPrompt() {
    const prompt = shownPrompt
    endPrompt()
    if (!prompt) return
    const permission = await prompt.accept()
    if (isOn(permission)) await enable()
  }

  function dismissPrompt() {
    shownPrompt?.dismiss()
    endPrompt()
  }

  function endPrompt() {
    shownPrompt = undefined
    show({ prompt: undefined })
  }

  function leaveQueue() {
    queue?.leave()
    queue = undefined
    shownPrompt = undefined
    show({ prompt: undefined, notAsked: undefined })
  }

  // MARK: The chat

  function openChat(conversationId: string, view = pushdesk.createChatView({ conversationId })) {
    const { user, chats, ios } = read()
    if (!user) return
    leaveQueue()
    chat?.disconnect()
    chat = view
    if (ios.front === 'app') chat.connect()
    change({ chats: readAll(chats, { customer: userKey(user), conversationId }) })
    show({ screen: 'chat', conversationId, notice: undefined })
    tellBadge()
  }

  function closeChat() {
    chat?.disconnect()
    chat = undefined
    show({ screen: 'home', conversationId: undefined })
  }

  /** Set by the app, as on iOS: what is read must not stay on the icon. */
  function tellBadge() {
    const { user, chats, ios } = read()
    if (user) change({ ios: { ...ios, badge: Math.min(ios.badge, unreadOf(chats, userKey(user))) } })
  }

  function openNotification(userInfo: Record<string, unknown>) {
    if (!canHandleNotification(userInfo)) {
      show({ notice: { tone: 'plain', text: 'This notification is not from the chat: the app handles it itself.' } })
      return
    }
    const view = pushdesk.createChatViewForPushing({ fromNotificationWith: userInfo })
    if (!read().user) show({ notice: { tone: 'plain', text: 'Sign in to see the conversation.' } })
    else if (view?.conversationId) openChat(view.conversationId, view)
  }

  return {
    enable,
    disable,
    signIn: become,
    signOut: () => become(undefined),
    disableAndBecome,
    stay: () => show({ leaving: undefined }),
    joinQueue,
    leaveQueue() {
      leaveQueue()
      show({ screen: 'home' })
    },
    acceptPrompt,
    dismissPrompt,
    openChat,
    closeChat,
    openNotification,
    closeNotice: () => show({ notice: undefined }),

    write(text: string) {
      const { user, app, chats } = read()
      if (!user || !app.conversationId) return
      const message = { id: crypto.randomUUID(), from: 'customer' as const, text, at: Date.now(), isRead: true }
      change({ chats: addMessage(chats, { customer: userKey(user), conversationId: app.conversationId }, message) })
    },

    /** The chat platform's own connection: an open chat and a waiting customer get the message without any push. */
    hear({ user, conversationId, text }: { user: User; conversationId: string; text: string }) {
      const customer = userKey(user)
      const state = read()
      const isHere = state.user && userKey(state.user) === customer && state.ios.front === 'app'
      const isOpen = isHere && state.app.screen === 'chat' && state.app.conversationId === conversationId
      const message = { id: crypto.randomUUID(), from: 'agent' as const, text, at: Date.now(), isRead: Boolean(isOpen) }
      change({ chats: addMessage(state.chats, { customer, conversationId }, message) })
      // The agent is there: waiting is over, and the chat opens by itself.
      if (isHere && state.app.screen === 'queue' && conversationId === conversationFor(user)) openChat(conversationId)
      return { isOpen: Boolean(isOpen) }
    },

    /** The process starts: what a page load leaves of the last one. */
    launch() {
      show({ isBusy: false, leaving: undefined, prompt: undefined })
    },
    /** The app is in front. */
    come() {
      const { app } = read()
      void pushdesk.setActive(true).then(enableIfWanted)
      if (app.screen === 'chat' && app.conversationId) openChat(app.conversationId, chat)
      if (app.screen === 'queue' && !queue) void joinQueue()
    },
    /** The app is about to leave the front. */
    leave() {
      chat?.disconnect()
      void pushdesk.setActive(false)
    },
  }
}

/** Each customer has one conversation with agents, and one that the platform begins. */
export const conversationFor = (user: User | undefined, kind: 'live' | 'proactive' = 'live') =>
  user && `${kind === 'live' ? 'chat' : 'news'}-${'id' in user ? user.id : user.anonymousId}`

export const messagesShown = ({ user, app, chats }: PhoneState) =>
  user && app.conversationId ? messagesOf(chats, { customer: userKey(user), conversationId: app.conversationId }) : []
