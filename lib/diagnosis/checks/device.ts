import { kindWords } from '../../devices/device-words'
import { maskAddress } from '../../devices/mask-address'
import { wayBack } from '../../devices/way-back'
import { type Answer, fact, factAt, type RouteFacts } from '../answers'
import { blameOf } from '../blame'

export function checkDevice(route: RouteFacts): Answer {
  const { device, delivery, customer, moves, isAboutMessage, devices, sameUser } = route
  const taken = moves.find(({ previousCustomerId }) => previousCustomerId === customer?.id)
  if (device) {
    const gone = blameOf(route) === 'device'
    return {
      status: gone ? 'stopped' : 'ok',
      sentence: gone
        ? 'No. There was no device when the notification was created.'
        : 'Yes. It’s registered for this customer.',
      facts: [
        fact('Device', `${kindWords[device.kind]} ${maskAddress(device.address)}`),
        factAt('Last registered', device.registeredAt),
        fact('App', [device.appVersion, device.osVersion && `iOS ${device.osVersion}`].filter(Boolean).join(' on ')),
      ],
    }
  }
  if (delivery?.deviceId)
    return {
      status: delivery.state === 'accepted' ? 'warning' : 'stopped',
      sentence: 'Not anymore. The device it was sent to was removed or now belongs to another customer.',
      facts: [
        fact('Device address', maskAddress(delivery.address)),
        factAt('Moved', taken?.movedAt, taken?.customerName),
      ],
      nextAction: wayBack(undefined, route.reader),
    }
  if (delivery)
    return {
      status: 'ok',
      sentence: 'It was sent to a device address named in the request, not to a registered device.',
      facts: [fact('Device address', maskAddress(delivery.address))],
    }
  return {
    status: 'stopped',
    sentence: missing(isAboutMessage && devices.length > 0, taken !== undefined),
    facts: [
      ...devices.slice(0, 3).map((later) => factAt('Registered later', later.registeredAt, maskAddress(later.address))),
      devices.length > 3 ? fact('More devices', devices.length - 3) : undefined,
      factAt('Moved to another customer', taken?.movedAt, taken?.customerName),
      ...sameUser.map(({ environmentName, devices: count }) => fact(`Devices in ${environmentName}`, count)),
    ],
    nextAction:
      isAboutMessage && devices.length > 0
        ? 'No action needed. The customer has a device now.'
        : 'Ask the customer to open the app, sign in, and allow notifications. That registers a device.',
  }
}

function missing(isLater: boolean, isTaken: boolean): string {
  if (isLater) return 'No. The customer had no device when the notification was created. One was registered later.'
  if (isTaken) return 'Not anymore. Another customer signed in on this device, so it moved to them.'
  return 'No. No device was ever registered for this customer.'
}
