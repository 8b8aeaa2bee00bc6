import type { ChatView } from '@/sdk/chat-view'
import { canHandleNotification } from '@/sdk/notification'
import { type User, userKey } from '@/sdk/user'
import type { AppParts } from './app-parts'
import { addMessage, type ChatMessage, readAll, unreadOf } from './chats'
import { removeShown } from './ios'

/** The chat screen, opened by the customer or from a notification. */
export function createAppChat({ pushdesk, read, change, show, onOpen }: AppParts & { onOpen: () => void }) {
  let view: ChatView | undefined

  function open(conversationId: string, opened = pushdesk.createChatView({ conversationId })) {
    const { user, chats, ios } = read()
    if (!user) return
    onOpen()
    if (view !== opened) view?.disconnect()
    view = opened
    if (ios.front === 'app') opened.connect()
    change({ chats: readAll(chats, { customer: userKey(user), conversationId }) })
    show({ screen: 'chat', conversationId, notice: undefined })
    tidyUp(conversationId)
  }

  /** Removes read messages from the badge and from Notification Center. On iOS, this is the app's job. */
  function tidyUp(conversationId: string) {
    const { user, chats, ios } = read()
    if (!user) return
    const seen = ios.notifications.filter(({ threadId }) => threadId === conversationId).map(({ key }) => key)
    const badge = Math.min(ios.badge, unreadOf(chats, userKey(user)))
    change({ ios: { ...removeShown(ios, seen), badge } })
  }

  function add(
    from: ChatMessage['from'],
    place: { customer: string; conversationId: string },
    text: string,
    isRead = true,
  ) {
    const message = { id: crypto.randomUUID(), from, text, at: Date.now(), isRead }
    change({ chats: addMessage(read().chats, place, message) })
  }

  return {
    open,
    close() {
      view?.disconnect()
      view = undefined
      show({ screen: 'home', conversationId: undefined })
    },
    /** The app came to the front while the chat was its screen. */
    resume() {
      const { app } = read()
      if (app.screen === 'chat' && app.conversationId) open(app.conversationId, view)
    },
    suspend: () => view?.disconnect(),
    forget() {
      view?.disconnect()
      view = undefined
    },

    openNotification(userInfo: Record<string, unknown>) {
      if (!canHandleNotification(userInfo)) {
        show({ notice: { tone: 'plain', text: 'This notification isn’t from the chat, so the app handles it.' } })
        return
      }
      const opened = pushdesk.createChatViewForPushing({ fromNotificationWith: userInfo })
      if (!read().user) show({ notice: { tone: 'plain', text: 'Sign in to see the conversation.' } })
      else if (opened?.conversationId) open(opened.conversationId, opened)
    },

    write(text: string) {
      const { user, app } = read()
      if (user && app.conversationId)
        add('customer', { customer: userKey(user), conversationId: app.conversationId }, text)
    },

    /**
     * Receives a message over the chat platform's own connection, which reaches an open chat or a waiting customer
     * without a push.
     */
    hear({ user, conversationId, text }: { user: User; conversationId: string; text: string }) {
      const state = read()
      const customer = userKey(user)
      const isHere = state.user !== undefined && userKey(state.user) === customer && state.ios.front === 'app'
      const isOpen = isHere && state.app.screen === 'chat' && state.app.conversationId === conversationId
      add('agent', { customer, conversationId }, text, isOpen)
      // The agent has arrived, so the wait ends and the chat opens.
      if (isHere && state.app.screen === 'queue' && conversationId === conversationFor(user)) open(conversationId)
      return { isOpen }
    },
  }
}

/** Each customer has one conversation with agents and one that the platform starts. */
export const conversationFor = (user: User | undefined, kind: 'live' | 'proactive' = 'live') =>
  user && `${kind === 'live' ? 'chat' : 'news'}-${'id' in user ? user.id : user.anonymousId}`
