import { and, desc, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { runSql } from '@/db/raw'
import { companies } from '@/db/schema/companies'
import { channelMessages, channels } from '@/db/schema/incidents'
import type { channelTopics } from '@/db/schema/values'

export type ChannelRow = typeof channels.$inferSelect
export type ChannelMessageRow = typeof channelMessages.$inferSelect

type Readers = { companyIds: readonly string[] | 'all' }

/** Readers with companies see those companies' channels; only readers who see everything see the platform's. */
const ofReader = ({ companyIds }: Readers) =>
  companyIds === 'all' ? undefined : inArray(channels.companyId, [...companyIds])

export function listChannelRows(db: Db, reader: Readers) {
  return db
    .select({
      id: channels.id,
      kind: channels.kind,
      name: channels.name,
      shownAddress: channels.shownAddress,
      severityMin: channels.severityMin,
      topics: channels.topics,
      causes: channels.causes,
      quietMinutes: channels.quietMinutes,
      unacknowledgedMinutes: channels.unacknowledgedMinutes,
      companyId: channels.companyId,
      company: companies.slug,
      companyName: companies.name,
      createdAt: channels.createdAt,
      lastSentAt:
        sql<Date | null>`(select max(sent_at) from channel_messages m where m.channel_id = ${channels.id})`.mapWith(
          channels.createdAt,
        ),
      failing: sql<string | null>`(select m.last_answer from channel_messages m where m.channel_id = ${channels.id}
        and m.sent_at is null and m.attempt_count > 0 order by m.created_at desc limit 1)`,
    })
    .from(channels)
    .leftJoin(companies, eq(companies.id, channels.companyId))
    .where(ofReader(reader))
    .orderBy(channels.createdAt, channels.id)
}

export async function findIncidentChannel(db: Db, { channelId, ...reader }: Readers & { channelId: string }) {
  const [row] = await db
    .select()
    .from(channels)
    .where(and(eq(channels.id, channelId), ofReader(reader)))
    .for('update')
  return row
}

export async function insertIncidentChannel(db: Db, channel: typeof channels.$inferInsert) {
  const [row] = await db.insert(channels).values(channel).returning()
  if (!row) throw new Error('insert gave no row')
  return row
}

export async function changeIncidentChannel(
  db: Db,
  { channelId, ...change }: { channelId: string } & Partial<typeof channels.$inferInsert>,
) {
  await db.update(channels).set(change).where(eq(channels.id, channelId))
}

export async function deleteIncidentChannel(db: Db, { channelId }: { channelId: string }) {
  await db.delete(channels).where(eq(channels.id, channelId))
}

/** All channels, each with its company. */
export const channelsToTell = (db: Db) => db.select().from(channels).orderBy(channels.createdAt, channels.id)

/** The channels that carry a topic: the company's and the platform's; without a company, only the platform's. */
export function channelsWith(
  db: Db,
  { topic, companyId }: { topic: (typeof channelTopics)[number]; companyId: string | null },
) {
  return db
    .select()
    .from(channels)
    .where(
      and(
        sql`${topic} = any(${channels.topics})`,
        companyId === null
          ? isNull(channels.companyId)
          : or(isNull(channels.companyId), eq(channels.companyId, companyId)),
      ),
    )
    .orderBy(channels.createdAt, channels.id)
}

/** The last message to each channel about each incident. */
export function lastTold(db: Db, { incidentIds }: { incidentIds: string[] }) {
  return db
    .selectDistinctOn([channelMessages.incidentId, channelMessages.channelId])
    .from(channelMessages)
    .where(inArray(channelMessages.incidentId, incidentIds))
    .orderBy(channelMessages.incidentId, channelMessages.channelId, desc(channelMessages.id))
}

export async function insertChannelMessage(db: Db, message: typeof channelMessages.$inferInsert) {
  const [row] = await db.insert(channelMessages).values(message).returning()
  if (!row) throw new Error('insert gave no row')
  return row
}

/**
 * Claims due messages for longer than a response can take; if the process dies, they become due again. Per incident and
 * channel, only the first unsent message.
 */
export async function claimMessages(
  db: Db,
  { now, limit, messageId }: { now: Date; limit: number; messageId?: string },
): Promise<string[]> {
  const { rows } = await runSql<{ id: string }>(
    db,
    sql`with due as (
          select m.id from channel_messages m
          where m.sent_at is null and m.failed_at is null and m.due_at <= ${now.toISOString()}::timestamptz
            and (m.leased_until is null or m.leased_until < ${now.toISOString()}::timestamptz)
            ${messageId ? sql`and m.id = ${messageId}` : sql``}
            and not exists (select from channel_messages earlier
              where earlier.channel_id = m.channel_id and earlier.incident_id = m.incident_id and earlier.id < m.id
                and earlier.sent_at is null and earlier.failed_at is null)
          order by m.due_at, m.id limit ${limit} for update of m skip locked
        )
        update channel_messages as m set leased_until = ${now.toISOString()}::timestamptz + interval '30 seconds',
          attempt_count = attempt_count + 1
        from due where m.id = due.id returning m.id`,
  )
  return rows.map(({ id }) => id)
}

export function messagesWithChannels(db: Db, { ids }: { ids: string[] }) {
  return db
    .select({
      message: channelMessages,
      channel: channels,
      /** Whether it is the channel's first message about its incident. */
      isFirst: sql<boolean>`not exists (select from channel_messages earlier
        where earlier.incident_id = ${channelMessages.incidentId} and earlier.channel_id = ${channelMessages.channelId}
          and earlier.id < ${channelMessages.id})`,
    })
    .from(channelMessages)
    .leftJoin(channels, eq(channels.id, channelMessages.channelId))
    .where(inArray(channelMessages.id, ids))
    .orderBy(channelMessages.id)
}

export async function endMessage(
  db: Db,
  { id, ...end }: { id: string } & Partial<Pick<ChannelMessageRow, 'sentAt' | 'failedAt' | 'dueAt' | 'lastAnswer'>>,
) {
  const [row] = await db
    .update(channelMessages)
    // A secret link is kept no longer than needed.
    .set({ ...end, leasedUntil: null, ...((end.sentAt || end.failedAt) && { sealed: null }) })
    .where(eq(channelMessages.id, id))
    .returning()
  return row
}

export function messagesOfChannel(db: Db, { channelId, limit }: { channelId: string; limit: number }) {
  return db
    .select({
      id: channelMessages.id,
      type: channelMessages.type,
      incidentId: channelMessages.incidentId,
      attemptCount: channelMessages.attemptCount,
      sentAt: channelMessages.sentAt,
      failedAt: channelMessages.failedAt,
      lastAnswer: channelMessages.lastAnswer,
      createdAt: channelMessages.createdAt,
    })
    .from(channelMessages)
    .where(eq(channelMessages.channelId, channelId))
    .orderBy(desc(channelMessages.createdAt), desc(channelMessages.id))
    .limit(limit)
}
