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
      sentence: gone ? 'There was no device when the message came.' : 'Yes, one is registered for this customer.',
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
      sentence: 'The device that it was sent to has been removed since, or belongs to another customer now.',
      facts: [fact('Address', maskAddress(delivery.address)), factAt('Moved', taken?.movedAt, taken?.customerName)],
      nextAction: wayBack(undefined, route.reader),
    }
  if (delivery)
    return {
      status: 'ok',
      sentence: 'It was sent to an address that the caller named, not to a registered device.',
      facts: [fact('Address', maskAddress(delivery.address))],
    }
  return {
    status: 'stopped',
    sentence: missing(isAboutMessage && devices.length > 0, taken !== undefined),
    facts: [
      ...devices.slice(0, 3).map((later) => factAt('Registered later', later.registeredAt, maskAddress(later.address))),
      devices.length > 3 ? fact('More devices', devices.length - 3) : undefined,
      factAt('Given to another customer', taken?.movedAt, taken?.customerName),
      ...sameUser.map(({ environmentName, devices: count }) => fact(`Devices in ${environmentName}`, count)),
    ],
    nextAction:
      isAboutMessage && devices.length > 0
        ? 'No action needed: the customer has a device now.'
        : 'Ask the customer to open the app, sign in, and allow notifications: that registers a device.',
  }
}

function missing(isLater: boolean, isTaken: boolean): string {
  if (isLater) return 'The customer had no device when the message came; one was registered afterwards.'
  if (isTaken) return 'None any more: another customer signed in on the device, which took its address along.'
  return 'No device was ever registered for this customer, so there is nowhere to send to.'
}
