import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { presence } from '@/db/schema/customers'

export type PresenceRow = typeof presence.$inferSelect

/** Omitted fields keep their value, unless it has expired. */
export async function upsertPresence(
  db: Db,
  given: {
    environmentId: string
    customerId: string
    deviceId: string | null
    app?: 'active' | 'background'
    chat?: 'connected' | 'disconnected'
    now: Date
    expiresAt: Date
  },
): Promise<PresenceRow> {
  const { app, chat, now, ...row } = given
  const isLive = sql`${presence.expiresAt} > ${now.toISOString()}::timestamptz`
  const [written] = await db
    .insert(presence)
    .values({ ...row, app, chat, updatedAt: now })
    .onConflictDoUpdate({
      ...(row.deviceId === null
        ? { target: presence.customerId, targetWhere: sql`${presence.deviceId} is null` }
        : { target: [presence.customerId, presence.deviceId], targetWhere: sql`${presence.deviceId} is not null` }),
      set: {
        app: app ?? sql`case when ${isLive} then ${presence.app} else 'background' end`,
        chat: chat ?? sql`case when ${isLive} then ${presence.chat} else 'disconnected' end`,
        updatedAt: now,
        expiresAt: row.expiresAt,
      },
    })
    .returning()
  if (!written) throw new Error('upsert gave no row')
  return written
}

/** A device's own report replaces the one for all devices from an app without a registered device. */
export async function withdrawAppOfAll(db: Db, { customerId }: { customerId: string }) {
  await db
    .update(presence)
    .set({ app: 'background' })
    .where(and(eq(presence.customerId, customerId), isNull(presence.deviceId)))
}
