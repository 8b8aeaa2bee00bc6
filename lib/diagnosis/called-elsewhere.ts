import { type CheckAnswer, fact, factAt, type RouteFacts } from './answers'
import { platformCalls } from './history'
import { factsOfRefused } from './refused'

type Refused = RouteFacts['history']['refusedElsewhere'][number]
export type CallElsewhere = {
  place: string
  at: Date
  devices: number
  messageId?: string | null
  requestId?: string | null
  refused?: Refused
}

/** The platform's newest call for this ID in another environment of the app, if it's newer than the last one here. */
export function calledElsewhere(
  { history, environment }: RouteFacts,
  latestAt: Date | null,
): CallElsewhere | undefined {
  const there = history.elsewhere.filter(({ appId }) => appId === environment.appId)
  const calls: CallElsewhere[] = there.flatMap(({ notifiedAt, notifiedAs, notifiedBy, environmentName, devices }) =>
    notifiedAt
      ? [{ place: environmentName, at: notifiedAt, devices, messageId: notifiedAs, requestId: notifiedBy }]
      : [],
  )
  const refused = history.refusedElsewhere.find(({ call }) => platformCalls.has(call))
  if (refused?.environmentName)
    calls.push({
      place: refused.environmentName,
      at: refused.lastAt,
      devices: there.find(({ environmentId }) => environmentId === refused.environmentId)?.devices ?? 0,
      refused,
    })
  return calls.filter(({ at }) => !latestAt || at > latestAt).sort((a, b) => b.at.getTime() - a.at.getTime())[0]
}

/** Only warns if the customer has a device there too, because the call may have been meant for that one. */
export function elsewhereAnswer({ environment }: RouteFacts, call: CallElsewhere, latestAt: Date | null): CheckAnswer {
  const { place, at, devices, messageId, refused } = call
  const requestId = refused?.requestId ?? call.requestId
  const id = idToTell({ requestId, messageId })
  return {
    status: devices === 0 ? 'stopped' : 'warning',
    cause: 'message_elsewhere',
    sentence: `Not here. The device is in ${environment.name}; the latest ${refused ? 'call for this ID' : 'notification'} came with a key of ${place}${refused ? `, and Pushdesk refused it with ${refused.status} (${refused.code})` : ''}.`,
    facts: [
      ...(refused
        ? factsOfRefused(refused)
        : [
            factAt(`Notification in ${place}`, at, messageId && `Message ID ${messageId}`),
            fact('Request ID', requestId),
          ]),
      factAt(`Latest notification in ${environment.name}`, latestAt),
    ],
    next: {
      who: 'platform_team',
      sentence: `Tell the platform team to send with the key of ${environment.name}${id}.`,
    },
  }
}

type Ids = { requestId?: string | null; messageId?: string | null }

/** The ID by which the platform team finds its call, for the end of a sentence. */
export function idToTell({ requestId, messageId }: Ids): string {
  if (requestId) return `, with the request ID ${requestId}`
  return messageId ? `, with the message ID ${messageId}` : ''
}
