import { unique } from '@/db/factories'

/** The message that the platform sends when an agent writes to this customer, each in its own conversation. */
export const liveMessage = (userId: string | null) => ({
  id: unique('message'),
  type: 'live' as const,
  conversationId: unique('conversation'),
  user: { id: userId ?? '' },
  title: 'Bank',
  body: 'Hello',
})
