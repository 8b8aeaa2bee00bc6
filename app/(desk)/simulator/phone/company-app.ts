import type { Permission } from '@/sdk/push-state'
import type { Pushdesk } from '@/sdk/pushdesk'
import { userKey } from '@/sdk/user'
import { createAppChat } from './app-chat'
import { createAppCustomer } from './app-customer'
import { createAppNotifications } from './app-notifications'
import { createAppQueue } from './app-queue'
import { messagesOf } from './chats'
import type { AppState, PhoneState } from './phone-state'

type Options = {
  pushdesk: Pushdesk
  read: () => PhoneState
  change: (next: Partial<PhoneState>) => void
  requestPermission: () => Promise<Permission>
  onNewAddress: () => void
}

/** The company's app, written as its developers would use the SDK. */
export function createCompanyApp({ requestPermission, onNewAddress, ...given }: Options) {
  const { pushdesk, read, change } = given
  const show = (next: Partial<AppState>) => change({ app: { ...read().app, ...next } })
  const parts = { ...given, show }
  const notifications = createAppNotifications({ ...parts, requestPermission, onNewAddress })
  const queue = createAppQueue({ ...parts, enable: notifications.enable })
  const chat = createAppChat({ ...parts, onOpen: queue.leave })
  const customer = createAppCustomer({
    ...parts,
    onEntered() {
      queue.leave()
      chat.forget()
      void notifications.enableIfWanted()
    },
  })

  return {
    enable: notifications.enable,
    disable: notifications.disable,
    signIn: customer.become,
    signOut: () => customer.become(undefined),
    disableAndBecome: customer.disableAndBecome,
    stay: customer.stay,
    joinQueue: queue.join,
    leaveQueue() {
      queue.leave()
      show({ screen: 'home' })
    },
    acceptPrompt: queue.acceptPrompt,
    dismissPrompt: queue.dismissPrompt,
    openChat: (conversationId: string) => chat.open(conversationId),
    closeChat: chat.close,
    openNotification: chat.openNotification,
    write: chat.write,
    hear: chat.hear,
    closeNotice: () => show({ notice: undefined }),

    /** Starts the process: clears what a page load interrupted. */
    launch: () => show({ isBusy: false, leaving: undefined, prompt: undefined }),
    /** The app came to the front. */
    come() {
      void pushdesk.setActive(true).then(notifications.enableIfWanted)
      chat.resume()
      if (read().app.screen === 'queue' && !queue.isJoined()) void queue.join()
    },
    /** The app is about to leave the front. */
    leave() {
      chat.suspend()
      void pushdesk.setActive(false)
    },
  }
}

export const messagesShown = ({ user, app, chats }: PhoneState) =>
  user && app.conversationId ? messagesOf(chats, { customer: userKey(user), conversationId: app.conversationId }) : []
