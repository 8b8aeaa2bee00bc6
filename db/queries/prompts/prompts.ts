import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import type { EnvironmentName } from '@/db/schema/companies'
import { type PromptScopeKind, promptConfigurations, promptLists, promptRevisions } from '@/db/schema/prompts'

/** The level and environment of a configuration. An app's includes its company too. */
export type PromptPlace = {
  scopeKind: PromptScopeKind
  environmentName: EnvironmentName
  companyId: string | null
  appId: string | null
}

const atPlace = ({ scopeKind, environmentName, companyId, appId }: PromptPlace) =>
  and(
    eq(promptConfigurations.scopeKind, scopeKind),
    eq(promptConfigurations.environmentName, environmentName),
    companyId ? eq(promptConfigurations.companyId, companyId) : isNull(promptConfigurations.companyId),
    appId ? eq(promptConfigurations.appId, appId) : isNull(promptConfigurations.appId),
  )

/** Fills every process's cache. */
export function allConfigurations(db: Db) {
  return db.select().from(promptConfigurations)
}

export function configurationsById(db: Db, { ids }: { ids: string[] }) {
  return db.select().from(promptConfigurations).where(inArray(promptConfigurations.id, ids))
}

/** Small enough to query every few seconds. */
export function configurationRevisions(db: Db) {
  return db
    .select({
      id: promptConfigurations.id,
      revision: promptConfigurations.revision,
      // The row's version: erasing a customer changes the rules without a new revision.
      version: sql<string>`${promptConfigurations}.xmin::text`,
    })
    .from(promptConfigurations)
}

/** The configurations that apply to an app: its own, its company's, the platform's. */
export function configurationsFor(
  db: Db,
  { environmentName, companyId, appId }: { environmentName: EnvironmentName; companyId?: string; appId?: string },
) {
  return db
    .select()
    .from(promptConfigurations)
    .where(
      and(
        eq(promptConfigurations.environmentName, environmentName),
        sql`(${promptConfigurations.scopeKind} = 'platform'
          or (${promptConfigurations.scopeKind} = 'company' and ${promptConfigurations.companyId} = ${companyId ?? null})
          or (${promptConfigurations.scopeKind} = 'app' and ${promptConfigurations.appId} = ${appId ?? null}))`,
      ),
    )
}

export async function findConfiguration(db: Db, place: PromptPlace) {
  const [row] = await db.select().from(promptConfigurations).where(atPlace(place))
  return row
}

/**
 * The row, locked until the transaction ends, and created if missing, so that two concurrent first saves also queue up.
 * Revision 0 without content: never saved.
 */
export async function lockConfiguration(db: Db, place: PromptPlace) {
  await db
    .insert(promptConfigurations)
    .values({ ...place, revision: 0, content: null })
    .onConflictDoNothing()
  const [row] = await db.select().from(promptConfigurations).where(atPlace(place)).for('no key update')
  if (!row) throw new Error('a configuration that was just inserted is not there')
  return row
}

export async function lockConfigurationById(db: Db, { id }: { id: string }) {
  const [row] = await db.select().from(promptConfigurations).where(eq(promptConfigurations.id, id)).for('no key update')
  return row
}

type Managed = { managedRepository: string | null; managedFile: string | null; managedRevision: number | null }

export async function setManaged(db: Db, { id, ...managed }: { id: string } & Managed) {
  await db.update(promptConfigurations).set(managed).where(eq(promptConfigurations.id, id))
}

type NewRevision = Omit<typeof promptRevisions.$inferInsert, 'configurationId' | 'number'>

/** Writes the next revision and updates the configuration. The caller holds the lock. */
export async function appendRevision(
  db: Db,
  {
    configuration,
    revision,
    scheduleFiredUntil,
  }: { configuration: { id: string; revision: number }; revision: NewRevision; scheduleFiredUntil: Date },
) {
  const number = configuration.revision + 1
  const createdAt = revision.createdAt ?? new Date()
  await db
    .update(promptConfigurations)
    .set({ revision: number, content: revision.content ?? null, updatedAt: createdAt, scheduleFiredUntil })
    .where(eq(promptConfigurations.id, configuration.id))
  const [row] = await db
    .insert(promptRevisions)
    .values({ ...revision, createdAt, configurationId: configuration.id, number })
    .returning()
  if (!row) throw new Error('insert gave no row')
  return row
}

export function listMembers(db: Db, { ids }: { ids: string[] }) {
  return db
    .select({ id: promptLists.id, customerIds: promptLists.customerIds, size: promptLists.size })
    .from(promptLists)
    .where(inArray(promptLists.id, ids))
}

/** Doesn't read the members, so that polling is cheap: a list only ever gets shorter. */
export function listSizes(db: Db, { ids }: { ids: string[] }) {
  return db.select({ id: promptLists.id, size: promptLists.size }).from(promptLists).where(inArray(promptLists.id, ids))
}

export async function insertList(db: Db, list: typeof promptLists.$inferInsert) {
  const [row] = await db
    .insert(promptLists)
    .values(list)
    .returning({ id: promptLists.id, name: promptLists.name, size: promptLists.size })
  if (!row) throw new Error('insert gave no row')
  return row
}

/** The lists among the IDs that the company may use: its own and the platform's. */
export function usableLists(db: Db, { ids, companyId }: { ids: string[]; companyId: string | null }) {
  return db
    .select({ id: promptLists.id, name: promptLists.name, size: promptLists.size })
    .from(promptLists)
    .where(
      and(
        inArray(promptLists.id, ids),
        companyId
          ? sql`(${promptLists.companyId} = ${companyId} or ${promptLists.companyId} is null)`
          : isNull(promptLists.companyId),
      ),
    )
}
