import { explainReason } from '@/lib/apns/explanations/explain'
import { statusLabels, statusReasonLabels } from '@/lib/devices/device-labels'
import { type CheckAnswer, fact, factAt, type RouteFacts, wordOf } from '@/lib/diagnosis/answers'
import { causeOfReason } from '@/lib/diagnosis/cause-of-reason'
import { causeOfStatus, disabledThen, staffWords } from '@/lib/diagnosis/disabled-then'
import { failedCheckOf, isLikelierElsewhere, isStillSo, reasonOf } from '@/lib/diagnosis/failed-check'
import { nextOf, nextOfDevice } from '@/lib/diagnosis/next'
import { refusedAnswer } from '@/lib/diagnosis/without-device'

export function checkAddress(route: RouteFacts): CheckAnswer | undefined {
  const { device, delivery, isAboutMessage } = route
  const isFailedCheck = failedCheckOf(route) === 'address'
  if (!device) return isFailedCheck ? failedAnswer(route) : undefined
  const facts = [
    factAt(`${statusLabels[device.status]} since`, device.statusSince, statusReasonLabels[device.statusReason]),
    factAt('Last accepted', device.lastAcceptedAt),
    factAt('Last rejected', device.lastRejectedAt, wordOf(device.lastRejectedReason)),
    ...staffFacts(route),
  ]
  const refused = refusedSince(route)
  if (refused && !isAboutMessage) return refused
  const isWaiting = delivery !== undefined && delivery.endedAt === null
  if (isFailedCheck && isWaiting) return { ...failedAnswer(route), facts }
  if (isFailedCheck && isStillSo(route) && (isAboutMessage || device.status !== 'disabled'))
    return { ...failedAnswer(route), facts }
  const ofOtherEnvironment = device.statusReason === 'bad_device_token' && isLikelierElsewhere(route)
  if (device.status === 'disabled' && !ofOtherEnvironment)
    return isAboutMessage
      ? {
          status: 'warning',
          isSince: true,
          sentence: `It was valid then. Since then: ${statusReasonLabels[device.statusReason]}`,
          facts,
          cause: causeOfStatus[device.statusReason],
          next: nextOfDevice(route),
        }
      : {
          status: 'stopped',
          sentence: `No. ${staffWords(route) ?? statusReasonLabels[device.statusReason]}`,
          facts,
          cause: causeOfStatus[device.statusReason],
          next: nextOfDevice(route),
        }
  // The end of a past message was handled above, so this was found out since.
  const since = isAboutMessage ? ({ isSince: true } as const) : {}
  if (device.status === 'suspect')
    return {
      status: 'warning',
      ...since,
      sentence: 'Possibly not. APNs rejected this token once. Pushdesk disables the device if it happens again.',
      facts,
      cause: causeOfReason('BadDeviceToken', route),
      next: nextOfDevice(route),
    }
  if (ofOtherEnvironment)
    return {
      status: 'warning',
      ...since,
      sentence: 'Possibly, but not in this environment.',
      facts,
      cause: 'bad_token_environment',
      next: nextOfDevice(route),
    }
  return {
    status: 'ok',
    sentence: device.lastAcceptedAt ? 'Yes.' : 'Probably. No push to this device has been accepted or rejected.',
    facts,
  }
}

/** Who disabled the device, and why. */
function staffFacts({ device, deviceEvents }: RouteFacts) {
  const disabled = deviceEvents.find(({ deviceId, kind }) => deviceId === device?.id && kind === 'disabled')
  if (device?.statusReason !== 'disabled_by_staff' || !disabled) return []
  return [factAt('Disabled by', disabled.at, disabled.actorName), fact('Comment', disabled.detail)]
}

/** The app tried to register the disabled device again, and was rejected. */
function refusedSince({ device, history, reader }: RouteFacts): CheckAnswer | undefined {
  const { refusedRegistration: call } = history
  if (!call || device?.status !== 'disabled' || device.statusReason === 'disabled_by_staff') return undefined
  return call.lastAt > device.statusSince ? refusedAnswer({ call, history, reader }) : undefined
}

/** Describes the end of the message itself. */
function failedAnswer(route: RouteFacts): CheckAnswer {
  const { delivery } = route
  const explanation = explainReason(reasonOf(route), route.attempt?.status)
  if (reasonOf(route) === 'device_disabled') return disabledAnswer(route)
  const cause = causeOfReason(reasonOf(route) ?? '', route)
  return {
    status: 'stopped',
    sentence: delivery?.endedAt === null ? (explanation.present ?? explanation.meaning) : explanation.meaning,
    facts: [fact('Reason', wordOf(reasonOf(route))), factAt('Ended', delivery?.endedAt)],
    cause,
    next: nextOf(explanation, cause, route),
  }
}

/** APNs got no request, so the reason for disabling the device is the end. */
function disabledAnswer(route: RouteFacts): CheckAnswer {
  const { cause, sentence } = disabledThen(route)
  return {
    status: 'stopped',
    sentence: `Not sent, because the device was disabled. ${sentence}`,
    facts: [fact('Reason', wordOf('device_disabled')), factAt('Ended', route.delivery?.endedAt)],
    cause,
    next:
      cause === 'bad_token_environment' ? nextOf(explainReason('BadDeviceToken'), cause, route) : nextOfDevice(route),
  }
}
