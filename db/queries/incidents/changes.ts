import { and, desc, eq, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { apps, environments } from '@/db/schema/companies'
import { auditEntries } from '@/db/schema/credentials'
import { promptConfigurations } from '@/db/schema/prompts'
import { workers } from '@/db/schema/queue'

/** Half an hour before, plus a moment for entries written late. */
const justBefore = (at: Date) => ({ from: new Date(at.getTime() - 1_800_000), until: new Date(at.getTime() + 5_000) })

/** Actions without an effect of their own. */
const mereTalk = ['prompt.propose', 'prompt.reject', 'prompt.withdraw', 'prompt.read_import']

type Asked = { at: Date; companyId: string | null; environmentId?: string; actions: string[] }

/**
 * The last of these actions just before, among those that affect the environment, in its company or platform-wide;
 * without a company, only platform-wide ones.
 */
export async function changeJustBefore(db: Db, { at, companyId, environmentId, actions }: Asked) {
  const { from, until } = justBefore(at)
  const isOne = or(...actions.map((action): SQL => sql`starts_with(${auditEntries.action}, ${action})`))
  const [row] = await db
    .select({
      action: auditEntries.action,
      actorName: auditEntries.actorName,
      subject: auditEntries.subjectName,
      at: auditEntries.createdAt,
    })
    .from(auditEntries)
    .where(
      and(
        or(isNull(auditEntries.companyId), companyId ? eq(auditEntries.companyId, companyId) : undefined),
        environmentId ? reaches(environmentId) : isNull(auditEntries.environmentId),
        sql`${auditEntries.createdAt} between ${sql.param(from, auditEntries.createdAt)}
          and ${sql.param(until, auditEntries.createdAt)}`,
        isOne,
        sql`${auditEntries.action} <> all(array(select jsonb_array_elements_text(${JSON.stringify(mereTalk)}::jsonb)))`,
      ),
    )
    .orderBy(desc(auditEntries.createdAt), desc(auditEntries.id))
    .limit(1)
  return row && { ...row, at: row.at.toISOString() }
}

/** Excludes changes to other environments or apps, and to prompts that don't apply here. */
const reaches = (environmentId: string) =>
  and(
    or(isNull(auditEntries.environmentId), eq(auditEntries.environmentId, environmentId)),
    sql`not exists (select from ${environments} here join ${apps} own on own.id = here.app_id
          left join ${promptConfigurations} prompt on ${auditEntries.subjectKind} = 'prompt'
            and prompt.id::text = ${auditEntries.subjectId}
        where here.id = ${environmentId} and (
          (${auditEntries.subjectKind} = 'app' and ${auditEntries.subjectId} <> own.id::text)
          or prompt.environment_name <> here.name or prompt.app_id <> own.id or prompt.company_id <> own.company_id))`,
  )

/** The last version whose workers all started just before. A version that already ran brought nothing new. */
export async function versionJustBefore(db: Db, { at }: { at: Date }) {
  const { from, until } = justBefore(at)
  const startedAt = sql<Date>`min(${workers.startedAt})`.mapWith(workers.startedAt)
  const [row] = await db
    .select({ version: workers.version, startedAt })
    .from(workers)
    .groupBy(workers.version)
    .having(sql`${startedAt} between ${sql.param(from, workers.startedAt)} and ${sql.param(until, workers.startedAt)}`)
    .orderBy(desc(startedAt))
    .limit(1)
  return row
}
