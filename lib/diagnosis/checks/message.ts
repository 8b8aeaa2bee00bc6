import { type CheckAnswer, fact, factAt, type RouteFacts } from '@/lib/diagnosis/answers'
import { calledElsewhere, elsewhereAnswer } from '@/lib/diagnosis/called-elsewhere'
import type { DiagnosedDelivery } from '@/lib/diagnosis/facts'
import { causeOfRefusedMessage, factsOfRefused, nextOfRefusedMessage } from '@/lib/diagnosis/refused'

/** Checks whether the platform has called for this customer, and was accepted. A past message proves that itself. */
export function checkMessage(route: RouteFacts): CheckAnswer | undefined {
  const { device, isAboutMessage, platform, history, environment, reader } = route
  if (isAboutMessage || !device) return undefined
  const latestAt = platform.notification?.createdAt ?? null
  const [delivery, test] = [platform.deliveries, platform.tests].map((some) =>
    some.find(({ deviceId }) => deviceId === device.id),
  )
  const testFact = test && factAt('Latest test by staff', test.createdAt, endOfTest(test))
  const { refusedMessage: refused } = history
  const elsewhere = calledElsewhere(route, latestAt)
  if (refused && (!latestAt || refused.lastAt > latestAt) && (!elsewhere || refused.lastAt > elsewhere.at))
    return {
      status: 'stopped',
      cause: causeOfRefusedMessage(refused),
      sentence: `Yes, but Pushdesk refused the last call with ${refused.status} (${refused.code}): ${refused.detail}`,
      facts: [...factsOfRefused(refused), factAt('Last accepted for this customer', latestAt), testFact],
      next: nextOfRefusedMessage(refused, reader),
    }
  if (elsewhere) return elsewhereAnswer(route, elsewhere, latestAt)
  if (delivery)
    return {
      status: 'ok',
      sentence: 'Yes.',
      facts: [
        factAt('Latest notification', delivery.createdAt),
        fact('Request ID', platform.notification?.requestId),
        testFact,
      ],
    }
  // A similar ID that only a later notification used is likely a typo.
  const near = history.near.find(
    ({ devices, notifiedAt }) => devices === 0 && notifiedAt && (!latestAt || notifiedAt > latestAt),
  )
  const nearWords = near
    ? ` One came in for a similar ID${near.name ? `, ${near.name},` : ''} which has no device.`
    : ''
  const testWords = test ? ` A test by staff was ${endOfTest(test)}.` : ''
  return {
    status: 'warning',
    cause: 'no_message',
    sentence: `No. No notification for this customer has come in since the device registered.${nearWords}${testWords}`,
    facts: [
      near && factAt('Notification for a similar ID', near.notifiedAt, near.name),
      factAt('Device registered', device.createdAt),
      latestAt ? factAt('Latest notification, before that', latestAt) : undefined,
      history.lastCall
        ? factAt(`Platform’s last accepted call in ${environment.name}`, history.lastCall)
        : fact(`Platform’s calls in ${environment.name}`, 'None so far'),
      testFact,
    ],
    next: near
      ? {
          who: 'platform_team',
          sentence: 'Compare the ID in the message with the one the app passes to the SDK.',
          act: 'look_elsewhere',
          at: { href: `${environment.path}/customers/${near.customerId}` },
        }
      : {
          who: 'platform_team',
          sentence: 'Ask the platform team whether they sent a message for this ID.',
          act: 'send_test',
        },
  }
}

function endOfTest({ state, receivedAt, openedAt }: DiagnosedDelivery): string {
  if (openedAt) return 'opened'
  return receivedAt ? 'received' : state
}
