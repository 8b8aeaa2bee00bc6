import { explainReason, nextActionFor } from '../../apns/explain'
import { statusReasonWords, statusWords } from '../../devices/device-words'
import { type Answer, fact, factAt, openTheApp, type RouteFacts } from '../answers'
import { blameOf, isLikelierElsewhere, isStillSo, reasonOf } from '../blame'

export function checkAddress(route: RouteFacts): Answer | undefined {
  const { device, isAboutMessage } = route
  const isToBlame = blameOf(route) === 'address'
  if (!device) return isToBlame ? blamed(route) : undefined
  const facts = [
    factAt(`${statusWords[device.status]} since`, device.statusSince, statusReasonWords[device.statusReason]),
    factAt('Last accepted', device.lastAcceptedAt),
    factAt('Last rejected', device.lastRejectedAt, device.lastRejectedReason),
  ]
  if (isToBlame && isStillSo(route) && (isAboutMessage || device.status !== 'disabled'))
    return { ...blamed(route), facts }
  const ofOtherEnvironment = device.statusReason === 'bad_device_token' && isLikelierElsewhere(route)
  if (device.status === 'disabled' && !ofOtherEnvironment)
    return isAboutMessage
      ? {
          status: 'warning',
          sentence: `It was then. Since: ${statusReasonWords[device.statusReason]}`,
          facts,
          nextAction: next(route),
        }
      : { status: 'stopped', sentence: `No. ${statusReasonWords[device.statusReason]}`, facts, nextAction: next(route) }
  if (device.status === 'suspect')
    return {
      status: 'warning',
      sentence: 'Perhaps not: APNs refused it once. A second time will disable it.',
      facts,
      nextAction: openTheApp,
    }
  if (ofOtherEnvironment) return { status: 'warning', sentence: 'Perhaps, but not in this environment.', facts }
  return {
    status: 'ok',
    sentence: device.lastAcceptedAt ? 'Yes.' : 'Nothing says otherwise; nothing was accepted for it yet.',
    facts,
  }
}

/** The message's own end: what was said then. */
function blamed(route: RouteFacts): Answer {
  const { reader, delivery } = route
  const explanation = explainReason(reasonOf(route), route.attempt?.status)
  return {
    status: 'stopped',
    sentence: explanation.meaning,
    facts: [fact('Reason', reasonOf(route)), factAt('Ended', delivery?.endedAt)],
    nextAction: reader === 'program' ? explanation.nextAction : nextActionFor(explanation, reader),
  }
}

function next({ device }: RouteFacts): string {
  if (device?.statusReason === 'disabled_by_staff')
    return 'Enable the device again on its page, or ask the customer to open the app.'
  if (device?.statusReason === 'deregistered')
    return 'Ask the customer to sign in to the app and to turn push on there.'
  return `${openTheApp} If the app is gone, nothing can be sent.`
}
