/** A message of a conversation, as the chat platform stores it. */
export type ChatMessage = {
  id: string
  from: 'agent' | 'customer'
  text: string
  at: number
  isRead: boolean
  notificationId?: string
}

export type Conversation = { id: string; messages: ChatMessage[] }

/** The chat platform's conversations by customer. They continue without a phone. */
export type Chats = Record<string, Conversation[]>

export const conversationsOf = (chats: Chats, customer: string) => chats[customer] ?? []

export function messagesOf(chats: Chats, { customer, conversationId }: { customer: string; conversationId: string }) {
  return conversationsOf(chats, customer).find(({ id }) => id === conversationId)?.messages ?? []
}

export const unreadOf = (chats: Chats, customer: string) =>
  conversationsOf(chats, customer)
    .flatMap(({ messages }) => messages)
    .filter(({ isRead }) => !isRead).length

type Place = { customer: string; conversationId: string }

export function addMessage(chats: Chats, { customer, conversationId }: Place, message: ChatMessage): Chats {
  return changed(chats, { customer, conversationId }, (messages) =>
    messages.some(({ id }) => id === message.id) ? messages : [...messages, message],
  )
}

/**
 * Adds the message that a push announces, unless the platform already has it. A message sent through the API is
 * missing.
 */
export function addNotified(
  chats: Chats,
  place: Place,
  { notificationId, text, at }: { notificationId: string; text: string; at: number },
): Chats {
  return changed(chats, place, (messages) => {
    if (messages.some((message) => message.notificationId === notificationId)) return messages
    const known = messages.find(
      (message) => !message.notificationId && message.from === 'agent' && message.text === text,
    )
    if (known) return messages.map((message) => (message === known ? { ...message, notificationId } : message))
    return [...messages, { id: notificationId, notificationId, from: 'agent', text, at, isRead: false }]
  })
}

export function readAll(chats: Chats, place: Place): Chats {
  return changed(chats, place, (messages) => messages.map((message) => ({ ...message, isRead: true })))
}

function changed(
  chats: Chats,
  { customer, conversationId }: Place,
  change: (messages: ChatMessage[]) => ChatMessage[],
): Chats {
  const all = conversationsOf(chats, customer)
  const own = all.find(({ id }) => id === conversationId) ?? { id: conversationId, messages: [] }
  const others = all.filter(({ id }) => id !== conversationId)
  return { ...chats, [customer]: [{ ...own, messages: change(own.messages) }, ...others] }
}
