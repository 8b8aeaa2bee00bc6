import { and, asc, eq, gt, isNull, ne, or, sql } from 'drizzle-orm'
import { announce } from '../changes'
import type { Db } from '../client'
import { invitations, sessions, staff, staffCompanies } from '../schema/staff'
import { sameEmail } from './matching'
import { isAliveAt } from './sessions'

const byEmail = (email: string) => sameEmail(staff.email, email)

export async function findStaffByEmail(db: Db, { email }: { email: string }) {
  const [row] = await db.select().from(staff).where(byEmail(email))
  return row
}

export async function findStaff(db: Db, { staffId }: { staffId: string }) {
  const [row] = await db.select().from(staff).where(eq(staff.id, staffId))
  return row && { ...row, companyIds: await companiesOf(db, { staffId }) }
}

/** Held until the transaction ends, so that what is read of them is what is changed. */
export async function lockStaff(db: Db, { staffId }: { staffId: string }) {
  const [row] = await db.select().from(staff).where(eq(staff.id, staffId)).for('no key update')
  return row && { ...row, companyIds: await companiesOf(db, { staffId }) }
}

export async function findStaffByOidc(db: Db, { issuer, subject }: { issuer: string; subject: string }) {
  const [row] = await db
    .select()
    .from(staff)
    .where(and(eq(staff.oidcIssuer, issuer), eq(staff.oidcSubject, subject)))
  return row
}

async function companiesOf(db: Db, { staffId }: { staffId: string }) {
  const rows = await db
    .select({ id: staffCompanies.companyId })
    .from(staffCompanies)
    .where(eq(staffCompanies.staffId, staffId))
    .orderBy(asc(staffCompanies.companyId))
  return rows.map(({ id }) => id)
}

export async function insertStaff(db: Db, person: typeof staff.$inferInsert) {
  const [row] = await db.insert(staff).values(person).returning()
  if (!row) throw new Error('insert gave no row')
  return row
}

export async function changeStaffRow(
  db: Db,
  { staffId, ...change }: { staffId: string } & Partial<typeof staff.$inferInsert>,
) {
  await db.update(staff).set(change).where(eq(staff.id, staffId))
}

/** False where a code of that time step or a later one was taken already. */
export async function takeTotpStep(db: Db, { staffId, step }: { staffId: string; step: number }) {
  const rows = await db
    .update(staff)
    .set({ totpStep: step })
    .where(and(eq(staff.id, staffId), sql`coalesce(${staff.totpStep}, 0) < ${step}`))
    .returning({ id: staff.id })
  return rows.length > 0
}

/** False where it is none of theirs, or was used. */
export async function takeRecoveryCode(db: Db, { staffId, signature }: { staffId: string; signature: string }) {
  const rows = await db
    .update(staff)
    .set({ recoveryCodes: sql`array_remove(${staff.recoveryCodes}, ${signature})` })
    .where(and(eq(staff.id, staffId), sql`${signature} = any(${staff.recoveryCodes})`))
    .returning({ id: staff.id })
  return rows.length > 0
}

export async function replaceCompanies(db: Db, { staffId, companyIds }: { staffId: string; companyIds: string[] }) {
  await db.delete(staffCompanies).where(eq(staffCompanies.staffId, staffId))
  if (companyIds.length) await db.insert(staffCompanies).values(companyIds.map((companyId) => ({ staffId, companyId })))
}

/**
 * The person with the number of the other admins, all held in one order, so that two admins who remove each other at the
 * same moment neither both succeed nor wait for each other.
 */
export async function lockStaffAmongAdmins(db: Db, { staffId }: { staffId: string }) {
  const isAdmin = and(eq(staff.role, 'admin'), isNull(staff.disabledAt))
  const rows = await db
    .select()
    .from(staff)
    .where(or(eq(staff.id, staffId), isAdmin))
    .orderBy(asc(staff.id))
    .for('no key update')
  const person = rows.find(({ id }) => id === staffId)
  return person && { ...person, companyIds: await companiesOf(db, { staffId }), otherAdmins: rows.length - 1 }
}

/** Everybody, or those who share a company with the asker, admins included. `issuer`: of the single sign-on that is set up. */
export function listStaff(
  db: Db,
  { companyIds, now, issuer }: { companyIds: readonly string[] | 'all'; now: Date; issuer: string | undefined },
) {
  const ofPerson = sql<string[]>`array(
    select ${staffCompanies.companyId}::text from ${staffCompanies} where ${staffCompanies.staffId} = ${staff.id})`
  const shared =
    companyIds === 'all'
      ? undefined
      : sql`(${staff.role} = 'admin' or exists (select 1 from ${staffCompanies} where ${staffCompanies.staffId} = ${staff.id}
          and ${staffCompanies.companyId} = any(${sql.param(`{${companyIds.join(',')}}`)}::uuid[])))`
  // Built apart: of columns that stand in the selection itself, Drizzle leaves out the table, and both tables have an id.
  const theirSessions = db
    .select({ count: sql`count(*)` })
    .from(sessions)
    .where(and(sql`${sessions.staffId} = ${staff.id}`, isAliveAt(now)))
  return db
    .select({
      id: staff.id,
      name: staff.name,
      email: staff.email,
      role: staff.role,
      companyIds: ofPerson,
      hasPassword: sql<boolean>`${staff.passwordHash} is not null`,
      hasSingleSignOn: sql<boolean>`coalesce(${staff.oidcIssuer} = ${issuer ?? null}, false)`,
      hasSecondFactor: sql<boolean>`${staff.totpConfirmedAt} is not null`,
      disabledAt: staff.disabledAt,
      lastSignedInAt: staff.lastSignedInAt,
      createdAt: staff.createdAt,
      sessionCount: sql<number>`(${theirSessions})::int`,
    })
    .from(staff)
    .where(shared)
    .orderBy(sql`${staff.disabledAt} is not null`, asc(staff.name), asc(staff.id))
}

export function listManagersOf(db: Db, { companyId }: { companyId: string }) {
  return db
    .select({ id: staff.id, name: staff.name, email: staff.email })
    .from(staff)
    .innerJoin(staffCompanies, eq(staffCompanies.staffId, staff.id))
    .where(
      and(eq(staffCompanies.companyId, companyId), eq(staff.role, 'integration_manager'), isNull(staff.disabledAt)),
    )
    .orderBy(asc(staff.name))
}

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

/** True for the one who closes it: a link works once. */
export async function closeInvitation(db: Db, { invitationId, now }: { invitationId: string; now: Date }) {
  const closed = await db
    .update(invitations)
    .set({ acceptedAt: now })
    .where(and(eq(invitations.id, invitationId), isNull(invitations.acceptedAt)))
    .returning({ id: invitations.id })
  return closed.length > 0
}

/** What a newer link of the same person ends; those whose time is over go with them. */
export async function deleteOpenInvitations(db: Db, { email }: { email: string }) {
  // One link at a time, also of two that are made at once.
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
      expiresAt: invitations.expiresAt,
      isForPassword: sql<boolean>`${invitations.staffId} is not null`,
      createdAt: invitations.createdAt,
    })
    .from(invitations)
    .where(and(isNull(invitations.acceptedAt), gt(invitations.expiresAt, now)))
    .orderBy(asc(invitations.createdAt))
}

/** Undefined where it was used or withdrawn, or its time is over. */
export async function deleteInvitation(db: Db, { invitationId, now }: { invitationId: string; now: Date }) {
  const [row] = await db
    .delete(invitations)
    .where(and(eq(invitations.id, invitationId), isNull(invitations.acceptedAt), gt(invitations.expiresAt, now)))
    .returning()
  return row
}

export function listSessionsOf(db: Db, { staffId, now }: { staffId: string; now: Date }) {
  return db
    .select({
      id: sessions.id,
      userAgent: sessions.userAgent,
      ip: sessions.ip,
      lastSeenAt: sessions.lastSeenAt,
      createdAt: sessions.createdAt,
    })
    .from(sessions)
    .where(and(eq(sessions.staffId, staffId), isAliveAt(now)))
    .orderBy(sql`${sessions.lastSeenAt} desc`)
}

/** Gives how many of them were alive. */
export async function deleteSessionsOf(
  db: Db,
  { staffId, exceptId, onlyId }: { staffId: string; exceptId?: string; onlyId?: string },
) {
  const gone = await db
    .delete(sessions)
    .where(
      and(
        eq(sessions.staffId, staffId),
        exceptId ? ne(sessions.id, exceptId) : undefined,
        onlyId ? eq(sessions.id, onlyId) : undefined,
      ),
    )
    .returning({ isAlive: sql<boolean>`${isAliveAt(new Date())}` })
  if (gone.length > 0) await announce(db, { kind: 'sessions', staffId })
  return gone.filter(({ isAlive }) => isAlive).length
}
