import { plural } from '@/lib/format/number'
import { type CheckAnswer, fact, factAt, type Next, type RouteFacts } from './answers'
import { elsewhereFacts } from './elsewhere-facts'
import { promptEndOf } from './prompt-state'
import { causeOfRegistration, factsOfRefused } from './refused'
import { aboutIdentity, triedTo } from './refused-words'
import { lastStepBefore } from './registration'

const register: Next = {
  who: 'customer',
  sentence: 'Ask the customer to open the app, sign in, and allow notifications. That registers a device.',
}

/** Describes what ended or prevented the registration of a customer without a device. */
export function withoutDevice(route: RouteFacts): CheckAnswer {
  const { history, moves, customer, reader } = route
  const step = lastStepBefore(route)
  const end = promptEndOf(history.prompt)
  // A device that was removed or moved was once registered.
  if (end?.end === 'authorized' && (!step || step.kind === 'gone')) return neverRegistered(route)
  const { refusedRegistration: call, removal } = history
  switch (step?.kind) {
    case 'refused':
      return call ? refusedAnswer({ call, history, reader }) : neverRegistered(route)
    case 'removed':
      return {
        status: 'stopped',
        cause: 'removed_by_staff',
        sentence: `Not anymore. ${removal?.by ?? 'A staff member'} removed the device.`,
        facts: [factAt('Removed', removal?.at, removal?.by), fact('Device', removal?.device)],
        next: register,
      }
    case 'moved': {
      const taken = moves.find(({ previousCustomerId }) => previousCustomerId === customer?.id)
      return {
        status: 'stopped',
        cause: 'device_moved',
        sentence: 'Not anymore. Another customer signed in on this device, so it moved to them.',
        facts: [factAt('Moved to another customer', taken?.movedAt, taken?.customerName)],
        next: register,
      }
    }
    case 'gone':
      return {
        status: 'stopped',
        cause: 'device_gone',
        sentence: 'Not anymore. A device that notifications were sent to is no longer registered.',
        facts: [factAt('Last delivery', step.at)],
        next: register,
      }
    default:
      return neverRegistered(route)
  }
}

function neverRegistered(route: RouteFacts): CheckAnswer {
  const { history } = route
  const [elsewhere] = history.refusedElsewhere.filter(({ call }) => call === 'PUT /api/v1/devices')
  const end = promptEndOf(history.prompt)
  if (elsewhere)
    return {
      status: 'stopped',
      cause: 'registration_wrong_key',
      sentence: `No. The app tried to register in ${elsewhere.environmentName}, with a key of that environment, and was refused.`,
      facts: factsOfRefused(elsewhere),
      next: { who: 'app_developers', sentence: 'Tell the app’s developers to use this environment’s key.' },
    }
  if (end?.end === 'authorized')
    return {
      status: 'stopped',
      cause: 'allowed_not_registered',
      sentence: 'No. iOS allows notifications, but the app never registered the device.',
      facts: [factAt('Allowed in iOS', end.at), ...elsewhereFacts(route)],
      next: {
        who: 'app_developers',
        sentence: 'Tell the app’s developers: after iOS allows it, the app must register.',
      },
    }
  return {
    status: 'stopped',
    cause: 'never_registered',
    sentence: 'No. No device was ever registered for this customer.',
    facts: elsewhereFacts(route),
    next: register,
  }
}

type Refused = Pick<RouteFacts, 'history' | 'reader'> & {
  call: NonNullable<RouteFacts['history']['refusedRegistration']>
}

/** Describes an app's call that Pushdesk rejected: whose mistake it was, and how to find it. */
export function refusedAnswer({ call, history, reader }: Refused): CheckAnswer & { status: 'stopped' } {
  const cause = causeOfRegistration(call)
  if (cause === 'registration_ignored')
    return {
      status: 'stopped',
      cause,
      sentence: `No. The app registered the device without a signed-in customer, and Pushdesk ignored it: ${call.detail}`,
      facts: factsOfRefused(call),
      next: {
        who: 'customer',
        sentence: 'Ask the customer to sign in in the app. The device then moves to them.',
      },
    }
  const { rotation } = history
  const about = cause === 'registration_unauthorized' ? aboutIdentity(call, reader) : undefined
  const tried = `No. The app tried to ${triedTo(call.call)}, and Pushdesk refused it`
  return {
    status: 'stopped',
    cause,
    sentence: about
      ? `${tried}: ${call.detail}`
      : `${tried} with ${call.status}${call.field ? `: ${call.field}` : ''}.`,
    facts: [
      ...factsOfRefused(call),
      about?.isOfSecret && rotation
        ? factAt('Identity secret last rotated', rotation.at, `by ${rotation.by}`)
        : undefined,
      history.refusedByApp.length > 1 ? fact('Refused calls', plural(history.refusedByApp.length, 'kind')) : undefined,
    ],
    next: about?.next ?? { who: 'app_developers', sentence: 'Tell the app’s developers, with the request ID.' },
  }
}
