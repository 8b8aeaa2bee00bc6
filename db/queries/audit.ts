import { and, desc, eq } from 'drizzle-orm'
import type { Db } from '../client'
import { auditEntries } from '../schema/credentials'

export async function insertAuditEntry(db: Db, entry: typeof auditEntries.$inferInsert) {
  await db.insert(auditEntries).values(entry)
}

export function entriesAbout(db: Db, { subjectKind, subjectId }: { subjectKind: string; subjectId: string }) {
  return db
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.subjectKind, subjectKind), eq(auditEntries.subjectId, subjectId)))
    .orderBy(desc(auditEntries.createdAt), desc(auditEntries.id))
}
