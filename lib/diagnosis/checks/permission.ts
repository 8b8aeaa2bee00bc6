import { permissionLabels, permissionMeanings } from '@/lib/devices/device-labels'
import { type CheckAnswer, fact, factAt, type Next, type RouteFacts } from '@/lib/diagnosis/answers'
import { failedCheckOf } from '@/lib/diagnosis/failed-check'
import { noAction } from '@/lib/diagnosis/next'

const allow: Next = {
  who: 'customer',
  sentence:
    'Ask the customer to allow notifications in the iPhone’s Settings › Notifications › this app, then to open the app once.',
}

export function checkPermission(route: RouteFacts): CheckAnswer | undefined {
  const { device, delivery, isAboutMessage, deviceEvents } = route
  const changed = deviceEvents.find(({ deviceId, kind }) => deviceId === device?.id && kind === 'permission_changed')
  if (!device) return undefined
  const wasDenied = failedCheckOf(route) === 'permission'
  const isDenied = device.permission === 'denied'
  const facts = [
    fact('Permission now', permissionLabels[device.permission]),
    changed ? factAt(`${permissionLabels[device.permission]} since`, changed.at) : factAt('As of', device.registeredAt),
    wasDenied ? factAt('Notification suppressed', delivery?.createdAt, 'permission_denied') : undefined,
  ]
  if (isAboutMessage ? wasDenied : isDenied)
    return {
      status: 'stopped',
      sentence: isDenied
        ? 'No. The customer denied notifications, so nothing is sent to this device.'
        : 'No. Notifications were denied when this one was created. They’re allowed now.',
      facts,
      cause: 'permission_denied',
      next: isDenied ? allow : noAction('No action needed. Notifications are allowed now.'),
    }
  if (isDenied)
    return {
      status: 'warning',
      isSince: true,
      sentence: 'They were allowed then. The customer has denied them since.',
      facts,
      cause: 'permission_denied',
      next: allow,
    }
  const isProven = delivery?.receivedAt || delivery?.openedAt
  if (isProven) return { status: 'ok', sentence: permissionMeanings[device.permission], facts }
  if (device.permission === 'notDetermined')
    return {
      status: 'warning',
      sentence: 'Not yet. iOS hasn’t asked the customer, so notifications arrive but aren’t shown.',
      facts,
      cause: 'permission_not_determined',
      next: {
        who: 'customer',
        sentence: 'Ask the customer to join a queue in the app and to answer the iOS alert.',
      },
    }
  if (device.permission === 'provisional')
    return {
      status: 'warning',
      sentence: 'Quietly. Notifications go to Notification Center without sound or a banner.',
      facts,
      cause: 'permission_provisional',
      next: {
        who: 'customer',
        sentence: 'Ask the customer to look in Notification Center, and to choose “Keep” on the notification.',
      },
    }
  return { status: 'ok', sentence: permissionMeanings[device.permission], facts }
}
