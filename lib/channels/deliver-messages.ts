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
import { type ChannelCall, channelRequest, headingOf, isTest, linesOf } from './channel-requests'
import { sendMail } from './send-mail'

const batchMax = 20
const firstMs = 5_000
const longestMs = 10 * 60_000
/** About a day. */
const attemptsMax = 150

/** A message without a channel is an email to one person. */
type Pair = { message: ChannelMessageRow; channel: ChannelRow | null; isFirst: boolean }
/** The receiver's response. `isFinal` means that it will never accept the message. */
type Answer = { isSent: boolean; text: string; isFinal?: boolean }

/** Sends due messages, each from one process. If that process dies, the message is sent again under the same ID. */
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

async function send(db: Db, { message, channel, isFirst }: Pair): Promise<Answer> {
  try {
    if (message.type === passwordAsked) {
      await answerPasswordAsked(db, message)
      return { isSent: true, text: 'answered' }
    }
    if (!channel) return { isSent: true, text: await mailOne(message) }
    const address = openAddress(channel)
    if (channel.kind === 'email') return { isSent: true, text: await mail(message, { to: address.to ?? '', isFirst }) }
    const answer = await post({ channel, message, address })
    // A test is resolved at once, so that it doesn't stay open in PagerDuty.
    const isOver = channel.kind !== 'pagerduty' || !isTest({ message }) || !answer.isSent
    return isOver ? answer : await post({ channel, message: { ...message, type: 'incident.closed' }, address })
  } catch (error) {
    return { isSent: false, text: whyNoAnswer(error) }
  }
}

async function post(given: Pick<ChannelCall, 'channel' | 'message' | 'address'>): Promise<Answer> {
  const { url, headers, body } = channelRequest({ ...given, now: new Date() })
  const { status } = await postJson(new URL(url), { headers, body })
  return { isSent: status >= 200 && status < 300, text: `HTTP ${status}`, isFinal: status === 410 }
}

function mailOne(message: ChannelMessageRow) {
  const { to, subject, text } = openMail(message)
  return sendMail({ to, subject, text, messageId: `<message-${message.id}@pushdesk>` })
}

/**
 * All emails about an incident form one thread. Only the first has the thread's ID, because mail servers drop a second
 * message with the same ID.
 */
function mail(message: ChannelMessageRow, { to, isFirst }: { to: string; isFirst: boolean }) {
  const host = 'pushdesk'
  const thread = message.incidentId && `<incident-${message.incidentId}@${host}>`
  const own = `<message-${message.id}@${host}>`
  const isAnswer = thread !== null && !isFirst
  return sendMail({
    to,
    subject: isAnswer ? `Re: ${headingOf({ message })}` : headingOf({ message }),
    text: linesOf({ message }).join('\n\n'),
    messageId: thread && isFirst ? thread : own,
    inReplyTo: isAnswer ? thread : undefined,
  })
}
