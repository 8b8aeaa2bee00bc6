import { and, asc, eq, gt, isNull, lt, or, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { waitForTurn } from '@/db/locks'
import { companyIdsOf, companyRolesOf } from '@/db/queries/staff/company-roles'
import { companies } from '@/db/schema/companies'
import { keptAnswers, serviceTokens } from '@/db/schema/service-tokens'
import { staff } from '@/db/schema/staff'

type NewToken = typeof serviceTokens.$inferInsert

/** The token with its owner, unless it is revoked or expired, or its owner is disabled. */
export async function findLiveToken(db: Db, { tokenHash, now }: { tokenHash: string; now: Date }) {
  const [row] = await db
    .select({
      id: serviceTokens.id,
      name: serviceTokens.name,
      role: serviceTokens.role,
      companyIds: serviceTokens.companyIds,
      lastUsedAt: serviceTokens.lastUsedAt,
      ownerId: serviceTokens.ownerId,
      ownerName: staff.name,
      ownerEmail: staff.email,
      ownerRole: staff.role,
      ownerCompanyIds: companyIdsOf(staff.id),
      ownerCompanyRoles: companyRolesOf(staff.id),
    })
    .from(serviceTokens)
    .leftJoin(staff, eq(staff.id, serviceTokens.ownerId))
    .where(
      and(
        eq(serviceTokens.tokenHash, tokenHash),
        isNull(serviceTokens.revokedAt),
        isNull(staff.disabledAt),
        or(isNull(serviceTokens.expiresAt), gt(serviceTokens.expiresAt, now)),
      ),
    )
  return row
}

export async function touchToken(db: Db, { tokenId, now }: { tokenId: string; now: Date }) {
  await db.update(serviceTokens).set({ lastUsedAt: now }).where(eq(serviceTokens.id, tokenId))
}

export async function insertServiceToken(db: Db, token: NewToken) {
  const [row] = await db.insert(serviceTokens).values(token).returning()
  if (!row) throw new Error('insert gave no row')
  return row
}

/** Creates the token only if there are no companies, staff, or tokens yet. Returns whether it did. */
export function insertFirstToken(db: Db, token: NewToken): Promise<boolean> {
  return db.transaction(async (tx) => {
    await waitForTurn(tx, 'firstRows')
    const { rows } = (await tx.execute(
      sql`select exists (select from ${companies}) or exists (select from ${staff}) or exists (select from ${serviceTokens}) as "isUsed"`,
    )) as { rows: { isUsed: boolean }[] }
    if (rows[0]?.isUsed) return false
    await tx.insert(serviceTokens).values(token)
    return true
  })
}

/** Unrevoked tokens first, then by name. */
export function serviceTokenRows(db: Db) {
  return db
    .select({
      id: serviceTokens.id,
      name: serviceTokens.name,
      role: serviceTokens.role,
      companyIds: serviceTokens.companyIds,
      lastFour: serviceTokens.lastFour,
      ownerId: serviceTokens.ownerId,
      ownerName: staff.name,
      isOwnerDisabled: sql<boolean>`${staff.disabledAt} is not null`,
      lastUsedAt: serviceTokens.lastUsedAt,
      expiresAt: serviceTokens.expiresAt,
      revokedAt: serviceTokens.revokedAt,
      createdAt: serviceTokens.createdAt,
    })
    .from(serviceTokens)
    .leftJoin(staff, eq(staff.id, serviceTokens.ownerId))
    .orderBy(sql`${serviceTokens.revokedAt} is not null`, asc(serviceTokens.name), asc(serviceTokens.id))
}

/** Locks the row until the transaction ends; undefined if it doesn't exist or is revoked. */
export async function lockServiceToken(db: Db, { tokenId }: { tokenId: string }) {
  const [row] = await db
    .select()
    .from(serviceTokens)
    .where(and(eq(serviceTokens.id, tokenId), isNull(serviceTokens.revokedAt)))
    .for('no key update')
  return row
}

export async function endServiceToken(
  db: Db,
  { tokenId, ...ends }: { tokenId: string; revokedAt?: Date; expiresAt?: Date },
) {
  await db.update(serviceTokens).set(ends).where(eq(serviceTokens.id, tokenId))
}

type OfCall = { serviceTokenId: string; key: string }

/** Waits for an unfinished call with the same key. Returns its response, or undefined if this call is the first. */
export async function claimAnswer(db: Db, call: OfCall & { requestHash: string }) {
  const claimed = await db.insert(keptAnswers).values(call).onConflictDoNothing().returning({ key: keptAnswers.key })
  if (claimed.length > 0) return undefined
  const [row] = await db.select().from(keptAnswers).where(isOf(call))
  return row
}

/**
 * The same without a surrounding transaction, so that no call waits. Returns true if this call is the first, or the
 * first began before `staleBefore` and never finished. Otherwise returns the row, with status 0 until that call
 * finishes, or undefined if it has just failed.
 */
export async function claimLongAnswer(
  db: Db,
  { staleBefore, ...call }: OfCall & { requestHash: string; answer: string; createdAt: Date; staleBefore: Date },
) {
  const { requestHash, answer, createdAt } = call
  const claimed = await db
    .insert(keptAnswers)
    .values(call)
    .onConflictDoUpdate({
      target: [keptAnswers.serviceTokenId, keptAnswers.key],
      set: { requestHash, answer, createdAt },
      setWhere: and(eq(keptAnswers.status, 0), lt(keptAnswers.createdAt, staleBefore)),
    })
    .returning({ key: keptAnswers.key })
  if (claimed.length > 0) return true
  const [row] = await db.select().from(keptAnswers).where(isOf(call))
  return row
}

export async function keepAnswer(db: Db, { status, answer, ...call }: OfCall & { status: number; answer: string }) {
  await db.update(keptAnswers).set({ status, answer }).where(isOf(call))
}

/** In key order. */
export function keptAnswersAfter(db: Db, { after, limit }: { after?: OfCall; limit: number }) {
  const { serviceTokenId, key, answer } = keptAnswers
  return db
    .select({ serviceTokenId, key, answer })
    .from(keptAnswers)
    .where(after && sql`(${serviceTokenId}, ${key}) > (${after.serviceTokenId}, ${after.key})`)
    .orderBy(serviceTokenId, key)
    .limit(limit)
}

export async function deleteAnswer(db: Db, call: OfCall) {
  await db.delete(keptAnswers).where(isOf(call))
}

const isOf = ({ serviceTokenId, key }: OfCall) =>
  and(eq(keptAnswers.serviceTokenId, serviceTokenId), eq(keptAnswers.key, key))
