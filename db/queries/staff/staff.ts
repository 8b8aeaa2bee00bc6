import { and, arrayOverlaps, asc, eq, isNotNull, isNull, lte, ne, or, sql } from 'drizzle-orm'
import { announce } from '@/db/announce'
import type { Db } from '@/db/client'
import { inNaturalOrder } from '@/db/natural-order'
import { sameEmail } from '@/db/queries/matching'
import { sessions, staff, staffCompanies } from '@/db/schema/staff'
import { type CompanyRoles, companyRolesOf, roleThere } from './company-roles'
import { isAliveAt } from './sessions'

const byEmail = (email: string) => sameEmail(staff.email, email)

export async function findStaffByEmail(db: Db, { email }: { email: string }) {
  const [row] = await db.select().from(staff).where(byEmail(email))
  return row
}

export async function findStaff(db: Db, { staffId }: { staffId: string }) {
  const [row] = await db.select().from(staff).where(eq(staff.id, staffId))
  return row && { ...row, ...(await companiesOf(db, { staffId })) }
}

/** Locks the row until the transaction ends, so that changes apply to what was read. */
export async function lockStaff(db: Db, { staffId }: { staffId: string }) {
  const [row] = await db.select().from(staff).where(eq(staff.id, staffId)).for('no key update')
  return row && { ...row, ...(await companiesOf(db, { staffId })) }
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
    .select({ id: staffCompanies.companyId, role: staffCompanies.role })
    .from(staffCompanies)
    .where(eq(staffCompanies.staffId, staffId))
    .orderBy(asc(staffCompanies.companyId))
  const companyRoles: CompanyRoles = Object.fromEntries(rows.flatMap(({ id, role }) => (role ? [[id, role]] : [])))
  return { companyIds: rows.map(({ id }) => id), companyRoles }
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
  if ('role' in change || 'disabledAt' in change) await announce(db, { kind: 'sessions', staffId })
}

/** Returns false if a code of that time step or a later one has already been used. */
export async function takeTotpStep(db: Db, { staffId, step }: { staffId: string; step: number }) {
  const rows = await db
    .update(staff)
    .set({ totpStep: step })
    .where(and(eq(staff.id, staffId), sql`coalesce(${staff.totpStep}, 0) < ${step}`))
    .returning({ id: staff.id })
  return rows.length > 0
}

/** Returns false if the code isn't theirs or has been used. */
export async function takeRecoveryCode(db: Db, { staffId, signatures }: { staffId: string; signatures: string[] }) {
  const rows = await db
    .update(staff)
    .set({
      recoveryCodes: signatures.reduce(
        (kept, signature) => sql`array_remove(${kept}, ${signature})`,
        sql`${staff.recoveryCodes}`,
      ),
    })
    .where(and(eq(staff.id, staffId), arrayOverlaps(staff.recoveryCodes, signatures)))
    .returning({ id: staff.id })
  return rows.length > 0
}

export async function replaceCompanies(
  db: Db,
  { staffId, companyIds, companyRoles }: { staffId: string; companyIds: string[]; companyRoles: CompanyRoles },
) {
  await db.delete(staffCompanies).where(eq(staffCompanies.staffId, staffId))
  const rows = companyIds.map((companyId) => ({ staffId, companyId, role: companyRoles[companyId] }))
  if (rows.length) await db.insert(staffCompanies).values(rows)
  // Everything they have open checks its access again.
  await announce(db, { kind: 'sessions', staffId })
}

/**
 * The person with the number of other admins, all locked in one order, so that two admins who remove each other at the
 * same time neither both succeed nor deadlock.
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
  return person && { ...person, ...(await companiesOf(db, { staffId })), otherAdmins: rows.length - 1 }
}

/** Everyone, or admins and people who share a company with the reader. `issuer`: the configured single sign-on. */
export async function listStaff(
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
  // Built separately: in a selection, Drizzle drops the table from column names, and both tables have an id.
  const theirSessions = db
    .select({ count: sql`count(*)` })
    .from(sessions)
    .where(and(sql`${sessions.staffId} = ${staff.id}`, isAliveAt(now)))
  const rows = await db
    .select({
      id: staff.id,
      name: staff.name,
      email: staff.email,
      role: staff.role,
      companyIds: ofPerson,
      companyRoles: companyRolesOf(staff.id),
      followsGroups: staff.followsGroups,
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
  return inNaturalOrder(rows, ({ disabledAt, name, id }) => [disabledAt ? 'last' : 'first', name, id])
}

export async function listManagersOf(db: Db, { companyId }: { companyId: string }) {
  const rows = await db
    .select({ id: staff.id, name: staff.name, email: staff.email })
    .from(staff)
    .innerJoin(staffCompanies, eq(staffCompanies.staffId, staff.id))
    .where(and(eq(staffCompanies.companyId, companyId), eq(roleThere, 'integration_manager'), isNull(staff.disabledAt)))
  return inNaturalOrder(rows, ({ name, id }) => [name, id])
}

/** Up to `perRole` people of each role in the company; admins belong to every company. */
export async function colleaguesOf(db: Db, { companyId, perRole }: { companyId: string; perRole: number }) {
  const place = sql<number>`row_number() over (partition by ${roleThere} order by ${staff.name}, ${staff.id})`
  const inCompany = and(eq(staffCompanies.staffId, staff.id), eq(staffCompanies.companyId, companyId))
  const isTheirs = or(eq(staff.role, 'admin'), isNotNull(staffCompanies.companyId))
  const placed = db
    .select({ name: staff.name, email: staff.email, role: roleThere.as('role'), place: place.as('place') })
    .from(staff)
    .leftJoin(staffCompanies, inCompany)
    .where(and(isNull(staff.disabledAt), ne(roleThere, 'viewer'), isTheirs))
    .as('placed')
  return db
    .select({ name: placed.name, email: placed.email, role: placed.role })
    .from(placed)
    .where(lte(placed.place, perRole))
    .orderBy(placed.role, placed.place)
}
