import type { Db } from '@/db/client'
import {
  type ChannelMessageRow,
  type ChannelRow,
  claimMessages,
  endMessage,
  messagesWithChannels,
} from '@/db/queries/incidents/channels'
import { storable } from '@/db/storable'
import { postJson } from '@/lib/company-api/post-json'
import { whyNoAnswer } from '@/lib/company-api/why-no-answer'
import { log } from '@/lib/log'
import { openMail } from '@/lib/notices/mail-person'
import { answerPasswordAsked, passwordAsked } from '@/lib/staff/team/answer-password-asked'
import { openAddress } from './channel-address'
import { channelRequest, headingOf, linesOf } from './channel-requests'
import { sendMail } from './send-mail'

const batchMax = 20
const firstMs = 5_000
const longestMs = 10 * 60_000
/** About a day. */
const attemptsMax = 150

/** Without a channel, an email to one person. */
type Pair = { message: ChannelMessageRow; channel: ChannelRow | null }
/** What the other side said; `isFinal`: it will never take it. */
type Answer = { isSent: boolean; text: string; isFinal?: boolean }

/** Sends what is due, each by one process. A message whose process dies is sent again under the same ID. */
export async function deliverMessages(
  db: Db,
  { now = new Date(), messageId }: { now?: Date; messageId?: string } = {},
) {
  const ids = await claimMessages(db, { now, limit: batchMax, messageId })
  if (ids.length === 0) return []
  const pairs = await messagesWithChannels(db, { ids })
  return Promise.all(pairs.map((pair) => deliver(db, pair)))
}

async function deliver(db: Db, pair: Pair) {
  const { message, channel } = pair
  const { isSent, text, isFinal } = await send(db, pair)
  const now = new Date()
  const lastAnswer = storable(text, 300)
  if (!isSent)
    log.warn(
      { channelId: channel?.id, kind: channel?.kind ?? 'person', answer: lastAnswer },
      'couldn’t notify a channel',
    )
  if (isSent) return endMessage(db, { id: message.id, sentAt: now, lastAnswer })
  if (isFinal || message.attemptCount >= attemptsMax)
    return endMessage(db, { id: message.id, failedAt: now, lastAnswer })
  const waitMs = Math.min(firstMs * 2 ** (message.attemptCount - 1), longestMs)
  return endMessage(db, { id: message.id, dueAt: new Date(now.getTime() + waitMs), lastAnswer })
}

async function send(db: Db, { message, channel }: Pair): Promise<Answer> {
  try {
    if (message.type === passwordAsked) {
      await answerPasswordAsked(db, message)
      return { isSent: true, text: 'answered' }
    }
    if (!channel) return { isSent: true, text: await mailOne(message) }
    const address = openAddress(channel)
    if (channel.kind === 'email') return { isSent: true, text: await mail(message, address.to ?? '') }
    const { url, headers, body } = channelRequest({ channel, message, address, now: new Date() })
    const { status } = await postJson(new URL(url), { headers, body })
    const isSent = status >= 200 && status < 300
    return { isSent, text: `HTTP ${status}`, isFinal: status === 410 }
  } catch (error) {
    return { isSent: false, text: whyNoAnswer(error) }
  }
}

function mailOne(message: ChannelMessageRow) {
  const { to, subject, text } = openMail(message)
  return sendMail({ to, subject, text, messageId: `<message-${message.id}@pushdesk>` })
}

/** All that is told of one incident is one conversation. */
function mail(message: ChannelMessageRow, to: string) {
  const host = 'pushdesk'
  const thread = `<incident-${message.incidentId ?? message.id}@${host}>`
  const isFirst = message.type === 'incident.opened' || !message.incidentId
  return sendMail({
    to,
    subject: isFirst ? headingOf({ message }) : `Re: ${headingOf({ message })}`,
    text: linesOf({ message }).join('\n\n'),
    messageId: isFirst && message.incidentId ? thread : `<message-${message.id}@${host}>`,
    inReplyTo: isFirst ? undefined : thread,
  })
}
