import { type Answer, fact, factAt, isForCompanyApi, type RouteFacts, toDo } from '../answers'
import { blameOf, isLikelierElsewhere, isStillSo } from '../blame'

/** Only APNs keeps two worlds apart; a company's API has one address an environment. */
export function checkEnvironment(route: RouteFacts): Answer | undefined {
  const { device, environment, isAboutMessage, reader, sameAddress } = route
  if (isForCompanyApi(route) || !device) return undefined
  const elsewhere = sameAddress.filter((row) => row.ofDeviceId === device.id)
  const facts = [
    fact(
      'Sent through',
      environment.apnsServer === 'simulator' ? 'the built-in APNs simulator' : `Apple’s ${environment.name} servers`,
    ),
    fact('Topic', environment.bundleId),
    ...elsewhere.map(({ environmentName }) => fact('The same token is registered in', environmentName)),
    device.lastRejectedReason === 'BadDeviceToken'
      ? factAt('APNs did not know it', device.lastRejectedAt, 'BadDeviceToken')
      : undefined,
  ]
  const isRefused = device.statusReason === 'bad_device_token' && device.status === 'disabled'
  const isToBlame = blameOf(route) === 'environment' && isStillSo(route)
  if (isToBlame || (!isAboutMessage && isRefused && isLikelierElsewhere(route)))
    return {
      status: 'stopped',
      sentence: elsewhere.length
        ? `No: the same token is registered in ${elsewhere[0]?.environmentName}, so the app is a build for that environment.`
        : 'Probably not: APNs has never accepted this token here, so it is likelier of a build for the other environment.',
      facts,
      nextAction: toDo(reader, {
        manager: 'Check that the company’s release build registers in production and its development build in sandbox.',
        others: 'Ask which build of the app the customer uses. One from the App Store belongs to production.',
      }),
    }
  return { status: 'ok', sentence: `Nothing speaks against ${environment.name}.`, facts }
}
