import { kindLabels } from '@/lib/devices/device-labels'
import { maskAddress } from '@/lib/devices/mask-address'
import { type CheckAnswer, fact, factAt, type RouteFacts } from '@/lib/diagnosis/answers'
import type { DiagnosedDelivery } from '@/lib/diagnosis/facts'
import { failedCheckOf } from '@/lib/diagnosis/failed-check'
import { nextOfDevice, noAction } from '@/lib/diagnosis/next'
import { refusedAnswer, withoutDevice } from '@/lib/diagnosis/without-device'
import { isolated } from '@/lib/text/isolated'

export function checkDevice(route: RouteFacts): CheckAnswer {
  const { device, delivery, isAboutMessage, devices } = route
  if (device) {
    const facts = [
      fact('Device', `${kindLabels[device.kind]} ${maskAddress(device.address)}`),
      factAt('Last registered', device.registeredAt),
      fact('App', [device.appVersion, device.osVersion && `iOS ${device.osVersion}`].filter(Boolean).join(' on ')),
    ]
    if (failedCheckOf(route) === 'device')
      return {
        status: 'stopped',
        sentence: 'No. There was no device when the notification was created.',
        facts,
        cause: 'registered_later',
        next: noAction('No action needed. The customer has a device now.'),
      }
    return refusedLater(route) ?? { status: 'ok', sentence: 'Yes. It’s registered for this customer.', facts }
  }
  if (delivery?.deviceId) return lostSince(route, delivery)
  if (delivery)
    return {
      status: 'ok',
      sentence: 'It was sent to a device address named in the request, not to a registered device.',
      facts: [fact('Device address', maskAddress(delivery.address))],
    }
  const later = devices.slice(0, 3).map((one) => factAt('Registered later', one.registeredAt, maskAddress(one.address)))
  if (isAboutMessage && devices.length > 0)
    return {
      status: 'stopped',
      sentence: 'No. The customer had no device when the notification was created. One was registered later.',
      facts: [...later, devices.length > 3 ? fact('More devices', devices.length - 3) : undefined],
      cause: 'registered_later',
      next: noAction('No action needed. The customer has a device now.'),
    }
  return withoutDevice(route)
}

/** The device went away after the notification had ended for another reason, which a later check describes. */
function hadItsEnd(route: RouteFacts): boolean {
  const { delivery } = route
  if (!delivery?.endedAt || delivery.reason === 'device_disabled') return false
  const check = failedCheckOf(route)
  return check === undefined || !['device', 'permission', 'environment'].includes(check)
}

/** Describes what became of the message's device, which is no longer this customer's. */
function lostSince(route: RouteFacts, { deviceId, address }: DiagnosedDelivery): CheckAnswer {
  const { customer, moves, removals } = route
  const status = hadItsEnd(route) ? ({ status: 'warning', isSince: true } as const) : ({ status: 'stopped' } as const)
  const ofAddress = fact('Device address', maskAddress(address))
  const next = nextOfDevice(route)
  const removal = removals.find((one) => one.deviceId === deviceId)
  if (removal)
    return {
      ...status,
      cause: 'removed_by_staff',
      sentence: `Not anymore. ${isolated(removal.by)} removed the device that the notification was sent to.`,
      facts: [ofAddress, factAt('Removed', removal.at, removal.by)],
      next,
    }
  const taken = moves.find((move) => move.previousCustomerId === customer?.id && move.deviceId === deviceId)
  if (taken)
    return {
      ...status,
      cause: 'device_moved',
      sentence: 'Not anymore. The device that the notification was sent to now belongs to another customer.',
      facts: [ofAddress, factAt('Moved', taken.movedAt, taken.customerName)],
      next,
    }
  return {
    ...status,
    cause: 'device_gone',
    sentence: 'Not anymore. The device that the notification was sent to is no longer registered.',
    facts: [ofAddress],
    next,
  }
}

/** Warns if the app's last registration was rejected and nothing has reached the phone since: its data may be stale. */
function refusedLater({ device, delivery, history, reader, isAboutMessage }: RouteFacts): CheckAnswer | undefined {
  const { registrationRefused: call } = history
  if (!call || !device || device.status === 'disabled' || isAboutMessage || call.lastAt < device.registeredAt)
    return undefined
  if (delivery?.receivedAt && delivery.receivedAt > call.lastAt) return undefined
  const answer = refusedAnswer({ call, history, reader })
  // There is a device, but the app's latest data about it was rejected.
  const sentence = answer.sentence.replace(
    /^No\. The app tried to register,/,
    'Yes. The app tried to register again since,',
  )
  return { ...answer, sentence, status: 'warning' }
}
