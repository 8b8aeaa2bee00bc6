import { and, desc, eq, gt, gte, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { runSql } from '@/db/raw'
import { apps, companies, type EnvironmentName, environments } from '@/db/schema/companies'
import { type Affected, detectorRuns, incidentEvents, incidents } from '@/db/schema/incidents'

export type IncidentRow = typeof incidents.$inferSelect
export type IncidentEventKind = (typeof incidentEvents.$inferSelect)['kind']

const shown = {
  incident: incidents,
  companySlug: companies.slug,
  companyName: companies.name,
  appSlug: apps.slug,
  appName: apps.name,
  environmentName: environments.name,
}

const select = (db: Db) =>
  db
    .select(shown)
    .from(incidents)
    .leftJoin(companies, eq(companies.id, incidents.companyId))
    .leftJoin(apps, eq(apps.id, incidents.appId))
    .leftJoin(environments, eq(environments.id, incidents.environmentId))

export type ShownIncident = Awaited<ReturnType<typeof select>>[number]

type Readers = { companyIds: readonly string[] | 'all' }

/** Platform-wide incidents concern everyone. */
const ofReader = ({ companyIds }: Readers) =>
  companyIds === 'all' ? undefined : or(isNull(incidents.companyId), inArray(incidents.companyId, [...companyIds]))

/** A platform-wide incident about one APNs host concerns only the environments that send to it. */
const concerns = (environmentId: string) =>
  or(
    eq(incidents.environmentId, environmentId),
    and(
      isNull(incidents.companyId),
      sql`(${incidents.facts}->>'host' is null or exists (select from ${environments} here where here.id = ${environmentId}
        and here.apns_server = 'apple' and here.name = ${incidents.facts}->>'host'))`,
    ),
  )

export type WhichIncidents = Readers & {
  state?: 'open' | 'closed'
  environmentId?: string
  companyId?: string
  after?: { at: Date; id: string }
  limit: number
}

/** Newest first. */
export function pageOfIncidents(db: Db, { state, environmentId, companyId, after, limit, ...reader }: WhichIncidents) {
  return select(db)
    .where(
      and(
        ofReader(reader),
        state === 'open' ? isNull(incidents.closedAt) : state === 'closed' ? isNotNull(incidents.closedAt) : undefined,
        environmentId ? concerns(environmentId) : undefined,
        companyId ? or(isNull(incidents.companyId), eq(incidents.companyId, companyId)) : undefined,
        after &&
          sql`(${incidents.openedAt}, ${incidents.id}) < (${sql.param(after.at, incidents.openedAt)}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(incidents.openedAt), desc(incidents.id))
    .limit(limit)
}

export async function findIncident(db: Db, { incidentId, ...reader }: Readers & { incidentId: string }) {
  const [row] = await select(db).where(and(eq(incidents.id, incidentId), ofReader(reader)))
  return row
}

export async function lockIncident(db: Db, { incidentId, ...reader }: Readers & { incidentId: string }) {
  const [row] = await db
    .select()
    .from(incidents)
    .where(and(eq(incidents.id, incidentId), ofReader(reader)))
    .for('update')
  return row
}

/** Open incidents, and those that closed so recently that they would reopen. */
export function incidentsToWatch(db: Db, { closedSince }: { closedSince: Date }) {
  return db
    .select()
    .from(incidents)
    .where(or(isNull(incidents.closedAt), gt(incidents.closedAt, closedSince)))
    .orderBy(sql`${incidents.closedAt} is not null`, desc(incidents.openedAt))
    .for('update')
}

/** Incidents that channels may not know of yet. Muted ones are left out; channels catch up when the mute ends. */
export function incidentsToTell(db: Db, { now }: { now: Date }) {
  const hourAgo = new Date(now.getTime() - 3_600_000)
  return select(db)
    .where(
      and(
        or(isNull(incidents.closedAt), gt(incidents.closedAt, hourAgo), gt(incidents.mutedUntil, hourAgo)),
        or(isNull(incidents.mutedUntil), lt(incidents.mutedUntil, now)),
      ),
    )
    .orderBy(incidents.openedAt, incidents.id)
}

/** Returns undefined if the same incident is already open. */
export async function insertIncident(
  db: Db,
  incident: typeof incidents.$inferInsert,
): Promise<IncidentRow | undefined> {
  const [row] = await db.insert(incidents).values(incident).onConflictDoNothing().returning()
  return row
}

export async function changeIncident(
  db: Db,
  { id, ...change }: { id: string } & Partial<typeof incidents.$inferInsert>,
): Promise<IncidentRow | undefined> {
  const [row] = await db.update(incidents).set(change).where(eq(incidents.id, id)).returning()
  return row
}

/** The incidents that were merged into this one. */
export function partsOfIncident(db: Db, { id, openedAt }: Pick<IncidentRow, 'id' | 'openedAt'>) {
  return db
    .select()
    .from(incidents)
    .where(and(gte(incidents.closedAt, openedAt), sql`${incidents.facts}->>'joined' = ${id}`))
    .for('update')
}

export async function insertIncidentEvent(db: Db, event: typeof incidentEvents.$inferInsert) {
  const [row] = await db.insert(incidentEvents).values(event).returning()
  if (!row) throw new Error('insert gave no row')
  return row
}

export function eventsOfIncident(db: Db, { incidentId, limit }: { incidentId: string; limit: number }) {
  return db
    .select()
    .from(incidentEvents)
    .where(eq(incidentEvents.incidentId, incidentId))
    .orderBy(incidentEvents.at, incidentEvents.id)
    .limit(limit)
}

/** Each environment's app and company, and the APNs host it sends to: null for the simulator. */
export function environmentPlaces(db: Db, { environmentIds }: { environmentIds: string[] }) {
  return db
    .select({
      environmentId: environments.id,
      appId: apps.id,
      companyId: apps.companyId,
      host: sql<EnvironmentName | null>`case when ${environments.apnsServer} = 'apple' then ${environments.name} end`,
      appName: apps.name,
      environmentName: environments.name,
      isArchived: sql<boolean>`coalesce(${apps.archivedAt}, ${companies.archivedAt}) is not null`,
    })
    .from(environments)
    .innerJoin(apps, eq(apps.id, environments.appId))
    .innerJoin(companies, eq(companies.id, apps.companyId))
    .where(inArray(environments.id, environmentIds))
}

export async function environmentsOfCompanies(db: Db, { companyIds }: { companyIds: string[] }): Promise<string[]> {
  if (companyIds.length === 0) return []
  const rows = await db
    .select({ id: environments.id })
    .from(environments)
    .innerJoin(apps, eq(apps.id, environments.appId))
    .where(inArray(apps.companyId, companyIds))
  return rows.map(({ id }) => id)
}

export async function databaseNow(db: Db): Promise<Date> {
  const { rows } = await runSql<{ ms: number }>(db, sql`select (extract(epoch from now()) * 1000)::float8 as ms`)
  return new Date(rows[0]?.ms ?? Date.now())
}

/** The detector's last run. */
export async function lastRun(db: Db) {
  const [row] = await db.select().from(detectorRuns)
  return row
}

/** Changes nothing, but commits: measures how long any write has to wait. */
export async function rewriteRun(db: Db) {
  await db.update(detectorRuns).set({ ranAt: sql`${detectorRuns.ranAt}` })
}

export async function noteRun(db: Db, run: typeof detectorRuns.$inferInsert & { id?: never }) {
  await db
    .insert(detectorRuns)
    .values({ ...run, id: 1 })
    .onConflictDoUpdate({ target: detectorRuns.id, set: run })
}

export const noneAffected: Affected = { customers: 0, waiting: 0, lost: 0 }
