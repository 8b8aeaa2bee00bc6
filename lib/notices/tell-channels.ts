import type { Db } from '@/db/client'
import { channelsWith, insertChannelMessage } from '@/db/queries/incidents/channels'
import type { ChannelTopic, NoticeToTell } from './notice'

type Told = { topic: ChannelTopic; notice: NoticeToTell; companyId: string | null }

/**
 * Queues a notice for the channels that carry its topic, in the caller's transaction: it is sent once, and only if that
 * commits.
 */
export async function tellChannels(db: Db, { topic, notice: { type, ...body }, companyId }: Told) {
  const now = new Date()
  for (const { id: channelId } of await channelsWith(db, { topic, companyId }))
    await insertChannelMessage(db, { channelId, type, body, dueAt: now })
}
