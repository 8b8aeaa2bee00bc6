import { and, asc, desc, eq, gt, gte, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { auditEntries, auditSeals, auditStream } from '@/db/schema/credentials'

export type SealedEntry = { number: number; seal: string; entryId: string; entry: AuditRow | null }
export type AuditRow = typeof auditEntries.$inferSelect

export async function lastSeal(db: Db) {
  const [row] = await db
    .select({ number: auditSeals.number, seal: auditSeals.seal, entryAt: auditEntries.createdAt })
    .from(auditSeals)
    .leftJoin(auditEntries, eq(auditEntries.id, auditSeals.entryId))
    .orderBy(desc(auditSeals.number))
    .limit(1)
  return row
}

/** Oldest first. Entries that commit late are sealed late. */
export async function unsealedEntries(db: Db, { since, limit }: { since?: Date; limit: number }): Promise<AuditRow[]> {
  const rows = await db
    .select({ entry: auditEntries })
    .from(auditEntries)
    .leftJoin(auditSeals, eq(auditSeals.entryId, auditEntries.id))
    .where(and(isNull(auditSeals.entryId), since && gte(auditEntries.createdAt, since)))
    .orderBy(asc(auditEntries.createdAt), asc(auditEntries.id))
    .limit(limit)
  return rows.map(({ entry }) => entry)
}

export async function insertSeals(db: Db, seals: (typeof auditSeals.$inferInsert)[]) {
  await db.insert(auditSeals).values(seals)
}

/** In chain order, with the entry as it is now. */
export async function sealedEntries(
  db: Db,
  { after, limit }: { after: number; limit: number },
): Promise<SealedEntry[]> {
  return db
    .select({ number: auditSeals.number, seal: auditSeals.seal, entryId: auditSeals.entryId, entry: auditEntries })
    .from(auditSeals)
    .leftJoin(auditEntries, eq(auditEntries.id, auditSeals.entryId))
    .where(gt(auditSeals.number, after))
    .orderBy(asc(auditSeals.number))
    .limit(limit)
}

export async function streamedUntil(db: Db, { name }: { name: string }) {
  const [row] = await db.select().from(auditStream).where(eq(auditStream.name, name))
  return row?.sentNumber
}

export async function markStreamed(db: Db, { name, sentNumber }: { name: string; sentNumber: number }) {
  await db
    .insert(auditStream)
    .values({ name, sentNumber })
    .onConflictDoUpdate({ target: auditStream.name, set: { sentNumber: sql`excluded.sent_number` } })
}
