/** The chat screen's model: which conversation it shows, and whether the customer is connected to it. */
export type ChatView = {
  conversationId: string | undefined
  /** The notification it was opened from, if any. */
  notificationId: string | undefined
  /** Call when the screen appears. From then on, messages come through the chat, not as pushes. */
  connect(): void
  /** Call when the screen disappears. */
  disconnect(): void
}

export function createChatView(
  { conversationId, notificationId }: { conversationId?: string; notificationId?: string },
  setChat: (chat: 'connected' | 'disconnected') => void,
): ChatView {
  let isConnected = false
  function become(connected: boolean) {
    if (isConnected === connected) return
    isConnected = connected
    setChat(connected ? 'connected' : 'disconnected')
  }
  return { conversationId, notificationId, connect: () => become(true), disconnect: () => become(false) }
}
