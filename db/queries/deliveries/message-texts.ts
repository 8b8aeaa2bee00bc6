import { and, eq, inArray, isNull, lte, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { runSql } from '@/db/raw'
import { apps, companies, environments } from '@/db/schema/companies'
import { attempts, deliveries, notifications } from '@/db/schema/notifications'

/** How long after its worker was given up an uncertain delivery's response may still arrive and rewrite the request. */
const lateAnswer = sql`interval '10 minutes'`

/**
 * Removes texts that are due and that no phone needs any more: title, text, and payload of the notification, and the
 * bodies exchanged with the company API. Returns how many notifications.
 */
export async function forgetTexts(db: Db, { now, limit }: { now: Date; limit: number }): Promise<number> {
  const at = sql`${now.toISOString()}::timestamptz`
  const { rows } = await runSql<{ gone: number }>(
    db,
    sql`with due as materialized (
        select id from ${notifications} where ${notifications.textUntil} <= ${at} and ${notifications.textRemovedAt} is null
          and not exists (select from ${deliveries} where ${deliveries.notificationId} = ${notifications.id}
            and (${deliveries.endedAt} is null or (${deliveries.isUncertain} and ${deliveries.endedAt} > ${at} - ${lateAnswer})))
        order by ${notifications.textUntil} limit ${limit} for update skip locked
      ), forgotten as (
        update ${notifications} set title = null, body = null, payload = '{}', text_removed_at = ${at}
        from due where ${notifications.id} = due.id
      ), sent as (
        update ${attempts} set request = ${attempts.request} - 'body', response = ${attempts.response} - 'body'
        from ${deliveries} join due on due.id = ${deliveries.notificationId}
        where ${attempts.deliveryId} = ${deliveries.id} and ${deliveries.transport} = 'company_api'
      )
      select count(*)::int as gone from due`,
  )
  return rows[0]?.gone ?? 0
}

/** The notifications that still have their text, locked so that it stays until the transaction ends. */
export async function holdTexts(db: Db, { notificationIds }: { notificationIds: string[] }): Promise<Set<string>> {
  const rows = await db
    .select({ id: notifications.id })
    .from(notifications)
    .where(and(inArray(notifications.id, notificationIds), isNull(notifications.textRemovedAt)))
    .orderBy(notifications.id)
    .for('key share')
  return new Set(rows.map(({ id }) => id))
}

/** Applies to new messages at once. Those created before `before` get their new time in batches. */
export async function changeMessageTexts(
  db: Db,
  { companyId, messageTextDays, before }: { companyId: string; messageTextDays: number | null; before: Date },
) {
  await db.update(companies).set({ messageTextDays }).where(eq(companies.id, companyId))
  const theirs = db.select({ id: apps.id }).from(apps).where(eq(apps.companyId, companyId))
  await db.update(environments).set({ textsMarkedDownTo: before }).where(inArray(environments.appId, theirs))
}

/** Environments with older messages whose time comes from an earlier setting. */
export function environmentsToMark(db: Db, { now }: { now: Date }) {
  return db
    .select({ environmentId: environments.id, days: companies.messageTextDays })
    .from(environments)
    .innerJoin(apps, eq(apps.id, environments.appId))
    .innerJoin(companies, eq(companies.id, apps.companyId))
    .where(lte(environments.textsMarkedDownTo, now))
}

/** Updates the time of the next batch of older messages, newest first; false when none are left. */
export async function markTexts(
  db: Db,
  { environmentId, days, limit }: { environmentId: string; days: number | null; limit: number },
): Promise<boolean> {
  const { rows } = await runSql<{ isLeft: boolean }>(
    db,
    sql`with place as materialized (
        select texts_marked_down_to as before from ${environments}
        where ${environments.id} = ${environmentId} and texts_marked_down_to is not null for update
      ), batch as materialized (
        select ${notifications.createdAt} as at from ${notifications}, place
        where ${notifications.environmentId} = ${environmentId} and ${notifications.createdAt} < place.before
        order by ${notifications.createdAt} desc limit ${limit}
      ), oldest as materialized (select min(at) as at from batch),
      marked as (
        update ${notifications} set text_until = ${notifications.createdAt} + make_interval(hours => 24 * ${days}::int)
        from oldest, place
        where ${notifications.environmentId} = ${environmentId} and ${notifications.createdAt} >= oldest.at
          and ${notifications.createdAt} < place.before and ${notifications.textRemovedAt} is null
      ), moved as (
        update ${environments} set texts_marked_down_to = oldest.at from oldest, place
        where ${environments.id} = ${environmentId}
      )
      select coalesce(bool_or(at is not null), false) as "isLeft" from oldest, place`,
  )
  return rows[0]?.isLeft ?? false
}
