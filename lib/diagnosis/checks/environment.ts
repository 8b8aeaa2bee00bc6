import { explainReason } from '@/lib/apns/explanations/explain'
import {
  type CheckAnswer,
  fact,
  factAt,
  isForCompanyApi,
  type RouteFacts,
  testWords,
  toDo,
} from '@/lib/diagnosis/answers'
import { failedCheckOf, isLikelierElsewhere, isStillSo } from '@/lib/diagnosis/failed-check'
import { nextOf } from '@/lib/diagnosis/next'

/** Covers archived apps, and otherwise only APNs. A company API has its own URL per environment. */
export function checkEnvironment(route: RouteFacts): CheckAnswer | undefined {
  const { delivery, device, environment, isAboutMessage, reader, sameAddress } = route
  if (!device) return undefined
  const wasArchived = delivery?.reason === 'app_archived' && delivery.state === 'suppressed'
  if (isAboutMessage ? wasArchived : environment.isArchived) return archived(route)
  if (wasArchived) return restored(route)
  if (isForCompanyApi(route)) return undefined
  const elsewhere = sameAddress.filter((row) => row.ofDeviceId === device.id)
  const facts = [
    fact(
      'Sent via',
      environment.apnsServer === 'simulator' ? 'the built-in APNs simulator' : `Apple’s ${environment.name} servers`,
    ),
    fact('Topic', environment.bundleId),
    ...elsewhere.map(({ environmentName }) => fact('The same token is registered in', environmentName)),
    device.lastRejectedReason === 'BadDeviceToken'
      ? factAt('Unknown to APNs', device.lastRejectedAt, 'BadDeviceToken')
      : undefined,
  ]
  const isRefused = device.statusReason === 'bad_device_token' && device.status === 'disabled'
  const isFailedCheck = failedCheckOf(route) === 'environment' && isStillSo(route)
  if (isFailedCheck || (!isAboutMessage && isRefused && isLikelierElsewhere(route)))
    return {
      status: 'stopped',
      cause: 'bad_token_environment',
      sentence: elsewhere[0]
        ? elsewhere[0].environmentName
          ? `No. The same token is registered in ${elsewhere[0].environmentName}, so the app is a build for that environment.`
          : 'Probably not. This token most likely comes from a build for the other environment.'
        : 'Probably not. APNs has never accepted this token here, so it most likely comes from a build for the other environment.',
      facts,
      next: {
        who: 'app_developers',
        sentence: toDo(reader, {
          manager:
            'Check that the company’s release build registers in production and its development build in sandbox.',
          others: 'Ask which build of the app the customer uses. One from the App Store belongs to production.',
        }),
      },
    }
  return { status: 'ok', sentence: 'Yes. Nothing suggests otherwise.', facts }
}

function archived(route: RouteFacts): CheckAnswer {
  const explanation = explainReason('app_archived')
  return {
    status: 'stopped',
    cause: 'app_archived',
    sentence: explanation.meaning,
    facts: [factAt('Suppressed', route.delivery?.reason === 'app_archived' ? route.delivery.endedAt : null)],
    next: nextOf(explanation, 'app_archived', route),
  }
}

/** The app is no longer archived, so new notifications aren't suppressed. */
function restored({ delivery, reader }: RouteFacts): CheckAnswer {
  return {
    status: 'warning',
    cause: 'app_archived',
    sentence:
      'The app was archived when the latest notification was created, so it was suppressed. The app is in use again.',
    facts: [factAt('Suppressed', delivery?.endedAt)],
    next: { who: 'support', sentence: testWords(reader, ' that notifications arrive again'), act: 'send_test' },
  }
}
