import { unique } from '@/db/factories'

/** What the platform sends when an agent writes to that customer; each in a conversation of its own. */
export const liveMessage = (userId: string | null) => ({
  id: unique('message'),
  type: 'live' as const,
  conversationId: unique('conversation'),
  user: { id: userId ?? '' },
  title: 'Bank',
  body: 'Hello',
})
