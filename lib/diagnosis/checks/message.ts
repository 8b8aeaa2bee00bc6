import { type CheckAnswer, fact, factAt, type RouteFacts } from '@/lib/diagnosis/answers'
import { wordedPlace } from '@/lib/diagnosis/elsewhere-facts'
import { causeOfRefusedMessage, factsOfRefused } from '@/lib/diagnosis/refused'

/** Did the platform call for this customer since, and was it let in? A past message answers that itself. */
export function checkMessage(route: RouteFacts): CheckAnswer | undefined {
  const { device, delivery, isAboutMessage, notification, history, environment } = route
  if (isAboutMessage || !device) return undefined
  const latestAt = notification?.createdAt ?? null
  const { refusedMessage: refused } = history
  if (refused && (!latestAt || refused.lastAt > latestAt))
    return {
      status: 'stopped',
      cause: causeOfRefusedMessage(refused),
      sentence: `Yes, but Pushdesk refused the last call with ${refused.status} (${refused.code}): ${refused.detail}`,
      facts: [...factsOfRefused(refused), factAt('Last accepted for this customer', latestAt)],
      next: { who: 'platform_team', sentence: `Tell the platform team, with the request ID ${refused.requestId}.` },
    }
  const [elsewhere] = history.elsewhere.filter(({ notifiedAt }) => notifiedAt && (!latestAt || notifiedAt > latestAt))
  if (elsewhere && !delivery && elsewhere.devices === 0)
    return {
      status: 'stopped',
      cause: 'message_elsewhere',
      sentence: `Not here. The device is in ${environment.name}; the latest notification came with a key of ${wordedPlace(route, elsewhere)}.`,
      facts: [factAt(`Notification in ${wordedPlace(route, elsewhere)}`, elsewhere.notifiedAt)],
      next: { who: 'platform_team', sentence: `Tell the platform team to send with the key of ${environment.name}.` },
    }
  if (delivery) return { status: 'ok', sentence: 'Yes.', facts: [factAt('Latest notification', delivery.createdAt)] }
  return {
    status: 'warning',
    cause: 'no_message',
    sentence: 'No. No notification for this customer has come in since the device registered.',
    facts: [
      factAt('Device registered', device.createdAt),
      latestAt ? factAt('Latest notification, before that', latestAt) : undefined,
      history.lastCall
        ? factAt(`Platform’s last accepted call in ${environment.name}`, history.lastCall)
        : fact(`Platform’s calls in ${environment.name}`, 'None so far'),
    ],
    next: {
      who: 'platform_team',
      sentence: 'Ask the platform team whether they sent a message for this ID.',
      act: 'send_test',
    },
  }
}
