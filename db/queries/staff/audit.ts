import { and, asc, desc, eq, gte, inArray, lt, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { folded } from '@/db/queries/matching'
import { apps, companies, environments } from '@/db/schema/companies'
import { auditEntries } from '@/db/schema/credentials'

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

export type AuditFilters = {
  /** 'all', or only entries of these companies. */
  companyIds: readonly string[] | 'all'
  actorId?: string
  /** A whole action, or a prefix: `device.`. */
  action?: string
  companyId?: string
  /** An ID, or the beginning of a name. */
  subject?: string
  from?: Date
  until?: Date
}

type Cursor = { at: Date; id: string }

/** Newest first: the page older than `after`, or the page just newer than `before`. */
export async function pageOfAudit(
  db: Db,
  { after, before, limit, ...filters }: AuditFilters & { after?: Cursor; before?: Cursor; limit: number },
) {
  const order = [auditEntries.createdAt, auditEntries.id] as const
  const rows = await db
    .select(shown)
    .from(auditEntries)
    .leftJoin(companies, eq(companies.id, auditEntries.companyId))
    .leftJoin(environments, eq(environments.id, auditEntries.environmentId))
    .leftJoin(apps, eq(apps.id, environments.appId))
    .where(
      and(...filtered(filters), after && sql`${keyOf} < ${keyAt(after)}`, before && sql`${keyOf} > ${keyAt(before)}`),
    )
    .orderBy(...order.map((column) => (before ? asc(column) : desc(column))))
    .limit(limit)
  return before ? rows.reverse() : rows
}

export async function findAuditEntry(
  db: Db,
  { entryId, companyIds }: { entryId: string } & Pick<AuditFilters, 'companyIds'>,
) {
  const [row] = await db
    .select({
      ...shown,
      before: auditEntries.before,
      after: auditEntries.after,
      ip: auditEntries.ip,
      requestId: auditEntries.requestId,
      companyId: auditEntries.companyId,
    })
    .from(auditEntries)
    .leftJoin(companies, eq(companies.id, auditEntries.companyId))
    .leftJoin(environments, eq(environments.id, auditEntries.environmentId))
    .leftJoin(apps, eq(apps.id, environments.appId))
    .where(and(eq(auditEntries.id, entryId), ...filtered({ companyIds })))
  return row
}

const shown = {
  id: auditEntries.id,
  action: auditEntries.action,
  actorKind: auditEntries.actorKind,
  actorId: auditEntries.actorId,
  actorName: auditEntries.actorName,
  subjectKind: auditEntries.subjectKind,
  subjectId: auditEntries.subjectId,
  subjectName: auditEntries.subjectName,
  comment: auditEntries.comment,
  createdAt: auditEntries.createdAt,
  companyName: companies.name,
  companySlug: companies.slug,
  appSlug: apps.slug,
  appName: apps.name,
  environmentName: environments.name,
}

const keyOf = sql`(${auditEntries.createdAt}, ${auditEntries.id})`
const keyAt = ({ at, id }: Cursor) => sql`(${sql.param(at, auditEntries.createdAt)}::timestamptz, ${id}::uuid)`

function filtered({ companyIds, actorId, action, companyId, subject, from, until }: AuditFilters) {
  return [
    companyIds === 'all' ? undefined : inArray(auditEntries.companyId, [...companyIds]),
    actorId ? eq(auditEntries.actorId, actorId) : undefined,
    action ? sql`starts_with(${auditEntries.action}, ${action})` : undefined,
    companyId ? eq(auditEntries.companyId, companyId) : undefined,
    subject
      ? sql`(${auditEntries.subjectId} = ${subject} or starts_with(${folded(auditEntries.subjectName)}, ${folded(subject)}))`
      : undefined,
    from ? gte(auditEntries.createdAt, from) : undefined,
    until ? lt(auditEntries.createdAt, until) : undefined,
  ]
}
