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
      nextAction: 'No action needed: messages show in the app while it is open.',
    }
  if (open && !isAboutMessage)
    return {
      status: 'warning',
      sentence:
        open.chat === 'connected'
          ? 'The customer has the chat open at this moment, so no push is sent.'
          : 'The customer has the app in front at this moment, so no push is sent.',
      facts,
      nextAction: 'No action needed: messages show in the app while it is open.',
    }
  return {
    status: 'ok',
    sentence: isAboutMessage ? 'No: neither was in front then.' : 'No: neither is in front.',
    facts,
  }
}
