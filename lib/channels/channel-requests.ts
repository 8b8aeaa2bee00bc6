import { Webhook } from 'standardwebhooks'
import type { ChannelMessageRow, ChannelRow } from '@/db/queries/incidents/channels'
import { plural } from '@/lib/format/number'
import type { PublicIncident } from '@/lib/incidents/public-incident'
import type { NoticeToTell } from '@/lib/notices/notice'
import { linkTo } from '@/lib/notices/site'
import { decrypt } from '@/lib/secrets'
import { type ChannelAddress, channelSecretPurpose } from './channel-address'
import { testCause } from './test-incident'

export type ChannelRequest = { url: string; headers: Record<string, string>; body: string }
export type ChannelCall = { channel: ChannelRow; message: ChannelMessageRow; address: ChannelAddress; now: Date }

const pagerDuty = 'https://events.pagerduty.com/v2/enqueue'
const words: Record<string, string> = {
  'incident.opened': 'Opened',
  'incident.changed': 'Changed',
  'incident.closed': 'Closed',
}

/** Makes the request for a message in the format of the channel's kind. */
export function channelRequest(given: ChannelCall): ChannelRequest {
  const { channel, address } = given
  const url = address.url ?? pagerDuty
  if (channel.kind === 'webhook') return signed(given, url)
  const body = channel.kind === 'slack' ? slack(given) : channel.kind === 'teams' ? teams(given) : event(given)
  return { url, headers: { 'content-type': 'application/json', 'user-agent': 'Pushdesk' }, body: JSON.stringify(body) }
}

type Told = PublicIncident & { unacknowledgedMinutes?: number }

const isIncident = ({ message }: Pick<ChannelCall, 'message'>) => message.type.startsWith('incident.')
const incidentIn = ({ message }: Pick<ChannelCall, 'message'>) => message.body as unknown as Told
const noticeIn = ({ message }: Pick<ChannelCall, 'message'>) => message.body as unknown as Omit<NoticeToTell, 'type'>

/** Whether the message comes from the test button. It has the shape of an incident but isn't one. */
export const isTest = (given: Pick<ChannelCall, 'message'>) =>
  isIncident(given) && incidentIn(given).cause === testCause

/** Standard Webhooks: the ID stays the same when a message is sent again. */
function signed(given: ChannelCall, url: string): ChannelRequest {
  const { channel, message, now } = given
  const body = JSON.stringify({ type: message.type, timestamp: message.createdAt.toISOString(), data: dataOf(given) })
  const secret = decrypt(channel.signingSecret ?? '', channelSecretPurpose(channel.id))
  return {
    url,
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Pushdesk',
      'webhook-id': message.id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(message.id, now, body),
    },
  }
}

function dataOf(given: ChannelCall) {
  if (!isIncident(given)) {
    const { heading, lines, path } = noticeIn(given)
    return { notice: { heading, sentences: lines, url: linkTo(path) ?? null } }
  }
  const { title: _, place: __, ...incident } = incidentIn(given)
  return { incident }
}

/** The heading, which is the same for all messages about an incident. */
export function headingOf(given: Pick<ChannelCall, 'message'>) {
  if (!isIncident(given)) return noticeIn(given).heading
  const { title, place } = incidentIn(given)
  return `${place}: ${title}`
}

export function linesOf(given: Pick<ChannelCall, 'message'>): string[] {
  if (!isIncident(given)) return [...noticeIn(given).lines, linkTo(noticeIn(given).path) ?? ''].filter(Boolean)
  const { sentence, affected, nextAction, meanwhile, changeBefore, state, ...incident } = incidentIn(given)
  const { customers, waiting, lost } = affected
  const { unacknowledgedMinutes, acknowledgedBy } = incident
  return [
    `${words[given.message.type] ?? 'Changed'}: ${sentence}`,
    ...(unacknowledgedMinutes ? [`No one acknowledged it within ${plural(unacknowledgedMinutes, 'minute')}.`] : []),
    `${plural(customers, 'customer')} affected, ${plural(waiting, 'delivery', 'deliveries')} waiting, ${lost} lost.`,
    ...(state === 'open' ? [meanwhile] : []),
    ...(changeBefore ? [`Just before: ${changeBefore}`] : []),
    ...(acknowledgedBy ? [`Acknowledged by ${acknowledgedBy}.`] : []),
    `Next: ${nextAction.sentence}`,
    ...linksOf(given).map(({ text, href }) => `${text}: ${href}`),
  ].filter((line) => line !== '')
}

type Link = { text: string; href: string }

/** A link only opens a page that asks for confirmation, because mail scanners follow links. */
function linksOf({ message }: Pick<ChannelCall, 'message'>): Link[] {
  const { incidentId } = message
  const { state, acknowledgedBy } = incidentIn({ message })
  if (!incidentId) return []
  const path = `/incidents/${incidentId}`
  const all = [
    { text: 'Open the incident', href: linkTo(path) },
    ...(state === 'open' && !acknowledgedBy ? [{ text: 'Acknowledge', href: linkTo(`${path}/acknowledge`) }] : []),
    ...(state === 'open' ? [{ text: 'Mute', href: linkTo(`${path}/mute`) }] : []),
  ]
  return all.flatMap(({ text, href }) => (href ? [{ text, href }] : []))
}

/** Escapes `&`, `<`, and `>`, which are control characters in Slack. */
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const slack = (given: ChannelCall) => ({
  text: `*${escaped(headingOf(given))}*\n${linesOf(given).map(escaped).join('\n')}`,
})

const teams = (given: ChannelCall) => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: {
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        type: 'AdaptiveCard',
        version: '1.4',
        body: [
          { type: 'TextBlock', text: headingOf(given), weight: 'Bolder', size: 'Medium', wrap: true },
          ...linesOf(given).map((text) => ({ type: 'TextBlock', text, wrap: true })),
        ],
      },
    },
  ],
})

/** Events API v2. All events of an incident go to one PagerDuty incident. Each test is its own. */
function event(given: ChannelCall) {
  const { message, address } = given
  const incident = incidentIn(given)
  const isKnown = message.type !== 'incident.opened'
  // PagerDuty ignores an acknowledgement of an incident that was never triggered.
  const action =
    message.type === 'incident.closed' ? 'resolve' : isKnown && incident.acknowledgedBy ? 'acknowledge' : 'trigger'
  const links = linksOf(given)
  return {
    routing_key: address.to ?? '',
    event_action: action,
    dedup_key: `pushdesk-${isTest(given) ? `test-${message.id}` : incident.id}`,
    payload: {
      summary: `${headingOf(given)}. ${incident.sentence}`.slice(0, 1_024),
      source: 'Pushdesk',
      severity: incident.severity,
      timestamp: incident.openedAt,
      component: incident.place,
      class: incident.cause,
      custom_details: { affected: incident.affected, next: incident.nextAction.sentence },
    },
    ...(links.length > 0 && { links }),
  }
}
