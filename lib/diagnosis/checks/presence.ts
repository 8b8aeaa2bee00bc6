import { explainReason } from '@/lib/apns/explanations/explain'
import { type CheckAnswer, fact, factAt, type RouteFacts, wordOf } from '@/lib/diagnosis/answers'
import { failedCheckOf } from '@/lib/diagnosis/failed-check'
import { noAction } from '@/lib/diagnosis/next'

const appears = noAction('No action needed. Messages appear in the app while it’s open.')

export function checkPresence(route: RouteFacts): CheckAnswer {
  const { device, delivery, presence, isAboutMessage } = route
  const mine = presence.filter(({ deviceId }) => deviceId === null || deviceId === device?.id)
  const open = mine.find(({ chat }) => chat === 'connected') ?? mine.find(({ app }) => app === 'active')
  const facts = [
    open && factAt('Reported by the SDK', open.updatedAt, open.chat === 'connected' ? 'Chat open' : 'App active'),
    open && factAt('Valid until', open.expiresAt),
  ]
  if (failedCheckOf(route) === 'presence')
    return {
      status: 'stopped',
      sentence: explainReason(delivery?.reason).meaning,
      facts: [
        factAt(isAboutMessage ? 'Notification created' : 'Latest notification created', delivery?.createdAt),
        fact('Reason', wordOf(delivery?.reason)),
        ...facts,
      ],
      cause: delivery?.reason === 'app_active' ? 'app_active' : 'chat_open',
      next: appears,
    }
  if (open && !isAboutMessage && !delivery?.receivedAt)
    return {
      status: 'warning',
      sentence:
        open.chat === 'connected'
          ? 'Yes. The customer has the chat open right now, so no push is sent.'
          : 'Yes. The customer has the app in the foreground right now, so no push is sent.',
      facts,
      cause: open.chat === 'connected' ? 'chat_open' : 'app_active',
      next: appears,
    }
  return {
    status: 'ok',
    sentence: isAboutMessage ? 'No. Neither was in the foreground then.' : 'No. Neither is in the foreground.',
    facts,
  }
}
