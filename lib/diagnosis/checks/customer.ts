import { type CheckAnswer, fact, factAt, type RouteFacts } from '@/lib/diagnosis/answers'
import { idToTell } from '@/lib/diagnosis/called-elsewhere'
import { elsewhereFacts, wordedPlace } from '@/lib/diagnosis/elsewhere-facts'
import { causeOfRefusedMessage, factsOfRefused, nextOfRefusedMessage } from '@/lib/diagnosis/refused'
import { plural } from '@/lib/format/number'

/** Checks whether the ID is known here, and whether the app or only the platform ever used it. */
export function checkCustomer(route: RouteFacts): CheckAnswer {
  const { customer, environment, history, asked } = route
  if (!customer && !isNamedByApp(route)) return unknown(route)
  if (customer && isNamedOnly(route)) return namedOnly(route)
  const name = customer?.userId ?? customer?.anonymousId ?? asked
  return {
    status: 'ok',
    sentence: !customer
      ? `The app named this ID in ${environment.name}, but never registered it.`
      : customer.userId
        ? 'Yes, by user ID.'
        : 'Yes, as an anonymous customer who hasn’t signed in.',
    facts: [
      fact(customer && !customer.userId ? 'Anonymous ID' : 'User ID', name),
      fact('The app spells it', spelledByApp(route)),
      asked !== name && asked !== customer?.id ? fact('Asked for', asked) : undefined,
      factAt('First seen', customer?.createdAt),
      factAt('Last seen', customer?.lastSeenAt),
      ...(history.prompt ? elsewhereFacts(route) : []),
    ],
  }
}

/** The app used the ID itself, in a call, rejected or not, or in a prompt evaluation. */
function isNamedByApp({ history, presence }: RouteFacts): boolean {
  const { prompt, refusedByApp } = history
  return Boolean(prompt?.client || prompt?.events.length || refusedByApp.length || presence.length)
}

/** The app's spelling of the ID, if it differs in case, which alone can explain why nothing matches. */
function spelledByApp({ history, customer, asked }: RouteFacts): string | undefined {
  if (customer) return undefined
  const spelled = history.prompt?.client?.targetingKey ?? history.refusedByApp[0]?.customer
  return spelled === asked ? undefined : spelled
}

function isNamedOnly(route: RouteFacts): boolean {
  const { devices, moves, deliveries, history, notification } = route
  if (!notification || devices.length || moves.length || deliveries.length || isNamedByApp(route)) return false
  return !history.removal && !history.lastDelivery
}

function unknown(route: RouteFacts): CheckAnswer {
  const { environment, history, asked } = route
  const [elsewhere] = history.elsewhere
  const facts = [
    fact('Asked for', asked),
    ...elsewhereFacts(route),
    ...nearFacts(route),
    ...history.refused.flatMap(factsOfRefused),
  ]
  if (history.erasure) return erased(route)
  if (elsewhere)
    return {
      status: 'stopped',
      cause: 'customer_elsewhere',
      sentence: `Not in ${environment.name}. This ID is known in ${wordedPlace(route, elsewhere)}, with ${plural(elsewhere.devices, 'device')}.`,
      facts,
      next: lookElsewhere(route, `Look in ${wordedPlace(route, elsewhere)}: the customer’s app is built for it.`),
    }
  const [near] = history.near
  const { refusedMessage: call } = history
  if (call && !near)
    return {
      status: 'stopped',
      cause: causeOfRefusedMessage(call),
      sentence: `No app used this ID in ${environment.name}. The platform’s call for it was refused with ${call.status} (${call.code}): ${call.detail}`,
      facts,
      next: nextOfRefusedMessage(call, route.reader),
    }
  return {
    status: 'stopped',
    cause: 'customer_unknown',
    sentence: `No customer has this ID in ${environment.name}, and no notification was created for it.`,
    facts,
    next: near
      ? {
          who: 'support',
          sentence: `Check the spelling: did you mean ${near.name}?`,
          act: 'look_elsewhere',
          at: { href: `${environment.path}/customers/${near.customerId}` },
        }
      : {
          who: 'support',
          sentence:
            'Check that this ID exactly matches the one the app passes to the SDK. If it does, ask the customer to open the app and sign in.',
        },
  }
}

function erased({ history, environment }: RouteFacts): CheckAnswer {
  const { erasure } = history
  return {
    status: 'stopped',
    cause: 'customer_erased',
    sentence: `Not anymore. This customer was erased in ${environment.name}, and nothing older is kept.`,
    facts: [factAt('Erased', erasure?.erasedAt, erasure && `by ${erasure.erasedBy}`)],
    next: {
      who: 'customer',
      sentence: 'If they still use the app, ask the customer to sign in. That makes a new customer.',
    },
  }
}

function namedOnly(route: RouteFacts): CheckAnswer {
  const { environment, history, notification, customer } = route
  const { externalId: messageId, requestId } = notification ?? {}
  // In another app, the ID may well be another person's, and not every reader may learn of it.
  const reached = history.elsewhere.find(({ devices, appId }) => devices > 0 && appId === environment.appId)
  const facts = [
    factAt('Latest notification', notification?.createdAt, messageId && `Message ID ${messageId}`),
    fact('Request ID', requestId),
    factAt('First named', customer?.createdAt),
    ...elsewhereFacts(route),
    ...nearFacts(route),
    ...(history.refusedMessage ? factsOfRefused(history.refusedMessage) : []),
  ]
  if (reached)
    return {
      status: 'stopped',
      cause: 'message_elsewhere',
      sentence: `The device is in ${wordedPlace(route, reached)}. The notification was sent with a key of ${environment.name}.`,
      facts,
      next: {
        ...lookElsewhere(
          route,
          `Tell the platform team to send with the key of ${wordedPlace(route, reached)}${idToTell({ requestId, messageId })}.`,
        ),
        who: 'platform_team',
      },
    }
  if (history.erasure) return erased(route)
  const [near] = history.near
  return {
    status: 'stopped',
    cause: 'customer_named_only',
    sentence: 'Only a notification named this ID. No app has used it.',
    facts,
    next: {
      who: 'platform_team',
      sentence: near
        ? `Compare the ID in the message with the one the app passes to the SDK. A similar one is ${near.name}.`
        : 'Compare the ID in the message with the one the app passes to the SDK.',
      ...(near && { act: 'look_elsewhere' as const, at: { href: `${environment.path}/customers/${near.customerId}` } }),
    },
  }
}

function lookElsewhere({ history, reader }: RouteFacts, sentence: string) {
  const [elsewhere] = history.elsewhere
  const href = elsewhere && `${elsewhere.path}/customers/${elsewhere.customerId}`
  return {
    who: 'support' as const,
    sentence,
    ...(reader !== 'program' && { act: 'look_elsewhere' as const, at: { href } }),
  }
}

const nearFacts = ({ history }: RouteFacts) =>
  history.near.map(({ name, devices }) => fact('Similar ID', `${name} (${plural(devices, 'device')})`))
