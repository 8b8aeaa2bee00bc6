import { and, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { caseFiles } from '@/db/schema/case-files'
import { apps, companies, environments } from '@/db/schema/companies'
import { customers } from '@/db/schema/customers'
import { deliveries } from '@/db/schema/notifications'

const listed = {
  id: caseFiles.id,
  customerId: caseFiles.customerId,
  customerName: sql<string>`coalesce(${customers.userId}, ${customers.anonymousId})`,
  hasTexts: caseFiles.hasTexts,
  sharedBy: caseFiles.sharedBy,
  expiresAt: caseFiles.expiresAt,
  revokedAt: caseFiles.revokedAt,
  revokedBy: caseFiles.revokedBy,
  openedCount: caseFiles.openedCount,
  lastOpenedAt: caseFiles.lastOpenedAt,
  createdAt: caseFiles.createdAt,
}

export async function insertCaseFile(db: Db, file: typeof caseFiles.$inferInsert) {
  const [row] = await db.insert(caseFiles).values(file).returning({ id: caseFiles.id })
  if (!row) throw new Error('insert gave no row')
  return row
}

export async function namesOfPlace(db: Db, { environmentId }: { environmentId: string }) {
  const [row] = await db
    .select({ company: companies.name, app: apps.name, environment: environments.name })
    .from(environments)
    .innerJoin(apps, eq(apps.id, environments.appId))
    .innerJoin(companies, eq(companies.id, apps.companyId))
    .where(eq(environments.id, environmentId))
  if (!row) throw new Error('no such environment')
  return row
}

type OfEnvironment = { environmentId: string; customerId?: string; after?: { at: Date; id: string }; limit: number }

/** Case files newest first, including expired and revoked ones. */
export function caseFilesOf(db: Db, { environmentId, customerId, after, limit }: OfEnvironment) {
  return db
    .select(listed)
    .from(caseFiles)
    .innerJoin(customers, eq(customers.id, caseFiles.customerId))
    .where(
      and(
        eq(caseFiles.environmentId, environmentId),
        customerId ? eq(caseFiles.customerId, customerId) : undefined,
        after &&
          sql`(${caseFiles.createdAt}, ${caseFiles.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(caseFiles.createdAt), desc(caseFiles.id))
    .limit(limit)
}

export async function countLiveCaseFiles(db: Db, { customerId, now }: { customerId: string; now: Date }) {
  return db.$count(
    caseFiles,
    and(eq(caseFiles.customerId, customerId), isNull(caseFiles.revokedAt), gt(caseFiles.expiresAt, now)),
  )
}

/** Locks the row until the transaction ends. */
export async function lockCaseFile(
  db: Db,
  { environmentId, caseFileId }: { environmentId: string; caseFileId: string },
) {
  const [row] = await db
    .select()
    .from(caseFiles)
    .where(and(eq(caseFiles.environmentId, environmentId), eq(caseFiles.id, caseFileId)))
    .for('update')
  return row
}

export async function endCaseFile(db: Db, { id, at, by }: { id: string; at: Date; by: string }) {
  await db.update(caseFiles).set({ revokedAt: at, revokedBy: by }).where(eq(caseFiles.id, id))
}

/** Counts one more view. Undefined once the case file is expired or revoked, or its company or app is archived. */
export async function openLiveCaseFile(db: Db, { tokenHash, now }: { tokenHash: string; now: Date }) {
  const isHere = sql`exists (select from ${environments}
    inner join ${apps} on ${apps.id} = ${environments.appId}
    inner join ${companies} on ${companies.id} = ${apps.companyId}
    where ${environments.id} = ${caseFiles.environmentId} and ${apps.archivedAt} is null and ${companies.archivedAt} is null)`
  const [row] = await db
    .update(caseFiles)
    .set({ openedCount: sql`${caseFiles.openedCount} + 1`, lastOpenedAt: now })
    .where(and(eq(caseFiles.tokenHash, tokenHash), isNull(caseFiles.revokedAt), gt(caseFiles.expiresAt, now), isHere))
    .returning({
      environmentId: caseFiles.environmentId,
      content: caseFiles.content,
      expiresAt: caseFiles.expiresAt,
      createdAt: caseFiles.createdAt,
    })
  return row
}

/** The current state of these deliveries. */
export function standingOfDeliveries(db: Db, { environmentId, ids }: { environmentId: string; ids: string[] }) {
  return db
    .select({
      id: deliveries.id,
      state: deliveries.state,
      reason: deliveries.reason,
      endedAt: deliveries.endedAt,
      receivedAt: deliveries.receivedAt,
      openedAt: deliveries.openedAt,
      attemptCount: deliveries.attemptCount,
    })
    .from(deliveries)
    .where(and(eq(deliveries.environmentId, environmentId), inArray(deliveries.id, ids)))
}
