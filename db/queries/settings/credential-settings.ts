import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { apnsCredentials } from '@/db/schema/credentials'

type One = { environmentId: string; credentialId: string }

/** Active keys first, then newest first, without the private key. The first active one is in use. */
export function credentialsOfEnvironment(db: Db, { environmentId, limit }: { environmentId: string; limit: number }) {
  return db
    .select({
      id: apnsCredentials.id,
      keyId: apnsCredentials.keyId,
      teamId: apnsCredentials.teamId,
      verifiedAt: apnsCredentials.verifiedAt,
      verifiedAnswer: apnsCredentials.verifiedAnswer,
      revokedAt: apnsCredentials.revokedAt,
      createdAt: apnsCredentials.createdAt,
    })
    .from(apnsCredentials)
    .where(eq(apnsCredentials.environmentId, environmentId))
    .orderBy(sql`${apnsCredentials.revokedAt} is not null`, desc(apnsCredentials.createdAt), desc(apnsCredentials.id))
    .limit(limit)
}

/** By Apple's key ID in any case, or by ours; newest first. */
export function liveCredentialsNamed(db: Db, { environmentId, name }: { environmentId: string; name: string }) {
  const isNamed = sql`(${apnsCredentials.keyId} = upper(${name} collate "C") or ${apnsCredentials.id}::text = lower(${name} collate "C"))`
  return db
    .select({ id: apnsCredentials.id, keyId: apnsCredentials.keyId })
    .from(apnsCredentials)
    .where(and(eq(apnsCredentials.environmentId, environmentId), isNull(apnsCredentials.revokedAt), isNamed))
    .orderBy(desc(apnsCredentials.createdAt), desc(apnsCredentials.id))
}

export async function insertCredential(db: Db, credential: typeof apnsCredentials.$inferInsert) {
  await db.insert(apnsCredentials).values(credential)
}

export async function lockCredential(db: Db, { environmentId, credentialId }: One) {
  const [row] = await db
    .select()
    .from(apnsCredentials)
    .where(
      and(
        eq(apnsCredentials.environmentId, environmentId),
        eq(apnsCredentials.id, credentialId),
        isNull(apnsCredentials.revokedAt),
      ),
    )
    .for('no key update')
  return row
}

export async function changeCredential(
  db: Db,
  {
    environmentId,
    credentialId,
    ...change
  }: One & { revokedAt?: Date; verifiedAt?: Date | null; verifiedAnswer?: string },
) {
  await db
    .update(apnsCredentials)
    .set(change)
    .where(and(eq(apnsCredentials.environmentId, environmentId), eq(apnsCredentials.id, credentialId)))
}

/** Revokes keys made for the simulator, which were never verified: Apple knows none of them. */
export async function revokeSimulatorKeys(db: Db, { environmentId, now }: { environmentId: string; now: Date }) {
  await db
    .update(apnsCredentials)
    .set({ revokedAt: now })
    .where(
      and(
        eq(apnsCredentials.environmentId, environmentId),
        isNull(apnsCredentials.verifiedAnswer),
        isNull(apnsCredentials.revokedAt),
      ),
    )
}
