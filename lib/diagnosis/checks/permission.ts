import { permissionMeanings, permissionWords } from '../../devices/device-words'
import { type Answer, fact, factAt, type RouteFacts } from '../answers'
import { blameOf } from '../blame'

const allow =
  'Ask the customer to allow notifications in the iPhone’s Settings › Notifications › this app, then to open the app once.'

export function checkPermission(route: RouteFacts): Answer | undefined {
  const { device, delivery, isAboutMessage } = route
  if (!device) return undefined
  const wasDenied = blameOf(route) === 'permission'
  const isDenied = device.permission === 'denied'
  const facts = [
    fact('Permission now', permissionWords[device.permission]),
    factAt('As of', device.registeredAt),
    wasDenied ? factAt('Notification suppressed', delivery?.createdAt, 'permission_denied') : undefined,
  ]
  if (isAboutMessage ? wasDenied : isDenied)
    return {
      status: 'stopped',
      sentence: isDenied
        ? 'No. The customer denied notifications, so nothing is sent to this device.'
        : 'No. Notifications were denied when this one was created. They’re allowed now.',
      facts,
      nextAction: isDenied ? allow : 'No action needed. Notifications are allowed now.',
    }
  if (isDenied)
    return {
      status: 'warning',
      sentence: 'They were allowed then. The customer has denied them since.',
      facts,
      nextAction: allow,
    }
  if (device.permission === 'notDetermined')
    return {
      status: 'warning',
      sentence: 'Not yet. iOS hasn’t asked the customer, so notifications arrive but aren’t shown.',
      facts,
      nextAction: 'Ask the customer to join a queue in the app and to answer the iOS alert.',
    }
  if (device.permission === 'provisional')
    return {
      status: 'warning',
      sentence: 'Quietly. Notifications go to Notification Center without sound or a banner.',
      facts,
    }
  return { status: 'ok', sentence: permissionMeanings[device.permission], facts }
}
