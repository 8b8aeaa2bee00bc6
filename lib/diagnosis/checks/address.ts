import { explainReason } from '../../apns/explain'
import { statusReasonWords, statusWords } from '../../devices/device-words'
import { wayBack } from '../../devices/way-back'
import { type Answer, fact, factAt, nextOf, type RouteFacts } from '../answers'
import { blameOf, isLikelierElsewhere, isStillSo, reasonOf } from '../blame'

export function checkAddress(route: RouteFacts): Answer | undefined {
  const { device, delivery, isAboutMessage } = route
  const isToBlame = blameOf(route) === 'address'
  if (!device) return isToBlame ? blamed(route) : undefined
  const facts = [
    factAt(`${statusWords[device.status]} since`, device.statusSince, statusReasonWords[device.statusReason]),
    factAt('Last accepted', device.lastAcceptedAt),
    factAt('Last rejected', device.lastRejectedAt, device.lastRejectedReason),
  ]
  const isWaiting = delivery !== undefined && delivery.endedAt === null
  if (isToBlame && isWaiting) return { ...blamed(route), facts }
  if (isToBlame && isStillSo(route) && (isAboutMessage || device.status !== 'disabled'))
    return { ...blamed(route), facts }
  const ofOtherEnvironment = device.statusReason === 'bad_device_token' && isLikelierElsewhere(route)
  if (device.status === 'disabled' && !ofOtherEnvironment)
    return isAboutMessage
      ? {
          status: 'warning',
          sentence: `It was valid then. Since then: ${statusReasonWords[device.statusReason]}`,
          facts,
          nextAction: wayBack(device, route.reader),
        }
      : {
          status: 'stopped',
          sentence: `No. ${statusReasonWords[device.statusReason]}`,
          facts,
          nextAction: wayBack(device, route.reader),
        }
  if (device.status === 'suspect')
    return {
      status: 'warning',
      sentence: 'Possibly not. APNs rejected this token once. Pushdesk disables the device if it happens again.',
      facts,
      nextAction: wayBack(device, route.reader),
    }
  if (ofOtherEnvironment) return { status: 'warning', sentence: 'Possibly, but not in this environment.', facts }
  return {
    status: 'ok',
    sentence: device.lastAcceptedAt ? 'Yes.' : 'Probably. No push to this device has been accepted or rejected.',
    facts,
  }
}

/** The message's own end: what was said then. */
function blamed(route: RouteFacts): Answer {
  const { delivery } = route
  const explanation = explainReason(reasonOf(route), route.attempt?.status)
  return {
    status: 'stopped',
    sentence: delivery?.endedAt === null ? (explanation.present ?? explanation.meaning) : explanation.meaning,
    facts: [fact('Reason', reasonOf(route)), factAt('Ended', delivery?.endedAt)],
    nextAction: nextOf(explanation, route),
  }
}
