import { explainReason } from '../../apns/explain'
import { type Answer, fact, factAt, type RouteFacts } from '../answers'
import { blameOf } from '../blame'

export function checkPresence(route: RouteFacts): Answer {
  const { device, delivery, presence, isAboutMessage, notification } = route
  const mine = presence.filter(({ deviceId }) => deviceId === null || deviceId === device?.id)
  const open = mine.find(({ chat }) => chat === 'connected') ?? mine.find(({ app }) => app === 'active')
  const facts = [
    open && factAt('Reported by the SDK', open.updatedAt, open.chat === 'connected' ? 'Chat open' : 'App active'),
    open && factAt('Valid until', open.expiresAt),
  ]
  if (blameOf(route) === 'presence')
    return {
      status: 'stopped',
      sentence: explainReason(delivery?.reason).meaning,
      facts: [
        factAt(
          isAboutMessage ? 'Notification created' : 'Latest notification created',
          delivery?.createdAt,
          notification?.title,
        ),
        fact('Reason', delivery?.reason),
        ...facts,
      ],
      nextAction: 'No action needed. Messages appear in the app while it’s open.',
    }
  if (open && !isAboutMessage)
    return {
      status: 'warning',
      sentence:
        open.chat === 'connected'
          ? 'Yes. The customer has the chat open right now, so no push is sent.'
          : 'Yes. The customer has the app in the foreground right now, so no push is sent.',
      facts,
      nextAction: 'No action needed. Messages appear in the app while it’s open.',
    }
  return {
    status: 'ok',
    sentence: isAboutMessage ? 'No. Neither was in the foreground then.' : 'No. Neither is in the foreground.',
    facts,
  }
}
