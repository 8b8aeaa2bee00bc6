import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { sameEmail } from '@/db/queries/matching'
import { invitations } from '@/db/schema/staff'

export async function insertInvitation(db: Db, invitation: typeof invitations.$inferInsert) {
  const [row] = await db.insert(invitations).values(invitation).returning()
  if (!row) throw new Error('insert gave no row')
  return row
}

export async function findOpenInvitation(db: Db, { tokenHash, now }: { tokenHash: string; now: Date }) {
  const [row] = await db
    .select()
    .from(invitations)
    .where(and(eq(invitations.tokenHash, tokenHash), isNull(invitations.acceptedAt), gt(invitations.expiresAt, now)))
  return row
}

export async function findOpenInvitationFor(db: Db, { email, now }: { email: string; now: Date }) {
  const [row] = await db
    .select()
    .from(invitations)
    .where(
      and(
        sameEmail(invitations.email, email),
        isNull(invitations.staffId),
        isNull(invitations.acceptedAt),
        gt(invitations.expiresAt, now),
      ),
    )
  return row
}

/** Returns true only to the caller that closes it: a link works once. */
export async function closeInvitation(db: Db, { invitationId, now }: { invitationId: string; now: Date }) {
  const closed = await db
    .update(invitations)
    .set({ acceptedAt: now })
    .where(and(eq(invitations.id, invitationId), isNull(invitations.acceptedAt)))
    .returning({ id: invitations.id })
  return closed.length > 0
}

/** Deletes the person's earlier links, including expired ones, before a new one is made. */
export async function deleteOpenInvitations(db: Db, { email }: { email: string }) {
  // One link at a time, even if two are created at once.
  await db.execute(sql`select pg_advisory_xact_lock(hashtext('invitations'), hashtext(lower(${email} collate "C")))`)
  return db
    .delete(invitations)
    .where(and(sameEmail(invitations.email, email), isNull(invitations.acceptedAt)))
    .returning()
}

export function listOpenInvitations(db: Db, { now }: { now: Date }) {
  return db
    .select({
      id: invitations.id,
      email: invitations.email,
      name: invitations.name,
      role: invitations.role,
      companyIds: invitations.companyIds,
      companyRoles: invitations.companyRoles,
      expiresAt: invitations.expiresAt,
      isForPassword: sql<boolean>`${invitations.staffId} is not null`,
      createdAt: invitations.createdAt,
    })
    .from(invitations)
    .where(and(isNull(invitations.acceptedAt), gt(invitations.expiresAt, now)))
    .orderBy(asc(invitations.createdAt))
}

/** Returns undefined if it was used, withdrawn, or expired. */
export async function deleteInvitation(db: Db, { invitationId, now }: { invitationId: string; now: Date }) {
  const [row] = await db
    .delete(invitations)
    .where(and(eq(invitations.id, invitationId), isNull(invitations.acceptedAt), gt(invitations.expiresAt, now)))
    .returning()
  return row
}
