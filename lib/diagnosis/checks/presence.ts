import { explainReason } from '../../apns/explain'
import { type Answer, fact, factAt, type RouteFacts } from '../answers'
import { blameOf } from '../blame'

export function checkPresence(route: RouteFacts): Answer {
  const { device, delivery, presence, isAboutMessage, notification } = route
  const mine = presence.filter(({ deviceId }) => deviceId === null || deviceId === device?.id)
  const open = mine.find(({ chat }) => chat === 'connected') ?? mine.find(({ app }) => app === 'active')
  const facts = [
    open && factAt('The SDK said so', open.updatedAt, open.chat === 'connected' ? 'chat connected' : 'app active'),
    open && factAt('Counts until', open.expiresAt),
  ]
  if (blameOf(route) === 'presence')
    return {
      status: 'stopped',
      sentence: explainReason(delivery?.reason).meaning,
      facts: [
        factAt(isAboutMessage ? 'The message came' : 'The last message came', delivery?.createdAt, notification?.title),
        fact('Reason', delivery?.reason),
        ...facts,
      ],
      nextAction:
        'Nothing to do: the customer saw it in the app. A push follows for messages that come when the app is closed.',
    }
  if (open && !isAboutMessage)
    return {
      status: 'warning',
      sentence:
        open.chat === 'connected'
          ? 'The customer has the chat open at this moment, so no push is sent.'
          : 'The customer has the app in front at this moment, so no push is sent.',
      facts,
      nextAction: 'Nothing to do: a message shows in the app.',
    }
  return {
    status: 'ok',
    sentence: isAboutMessage ? 'No: neither was in front then.' : 'No: neither is in front.',
    facts,
  }
}
