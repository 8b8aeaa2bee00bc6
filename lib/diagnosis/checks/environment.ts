import { type Answer, fact, factAt, isForCompanyApi, type RouteFacts, toDo } from '../answers'
import { blameOf, isLikelierElsewhere, isStillSo } from '../blame'

/** APNs only. A company API has its own URL per environment. */
export function checkEnvironment(route: RouteFacts): Answer | undefined {
  const { device, environment, isAboutMessage, reader, sameAddress } = route
  if (isForCompanyApi(route) || !device) return undefined
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
  const isToBlame = blameOf(route) === 'environment' && isStillSo(route)
  if (isToBlame || (!isAboutMessage && isRefused && isLikelierElsewhere(route)))
    return {
      status: 'stopped',
      sentence: elsewhere.length
        ? `No. The same token is registered in ${elsewhere[0]?.environmentName}, so the app is a build for that environment.`
        : 'Probably not. APNs has never accepted this token here, so it most likely comes from a build for the other environment.',
      facts,
      nextAction: toDo(reader, {
        manager: 'Check that the company’s release build registers in production and its development build in sandbox.',
        others: 'Ask which build of the app the customer uses. One from the App Store belongs to production.',
      }),
    }
  return { status: 'ok', sentence: 'Yes. Nothing suggests otherwise.', facts }
}
