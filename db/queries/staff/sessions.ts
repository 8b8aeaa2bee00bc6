import { and, eq, exists, gt, gte, inArray, isNull, lte, ne, or, sql } from 'drizzle-orm'
import { announce } from '@/db/announce'
import type { Db } from '@/db/client'
import { type SignInNeed, signInSettings } from '@/db/schema/sign-in'
import { type Role, sessions, staff } from '@/db/schema/staff'
import { sessionLimits } from '@/db/session-limits'
import { companyIdsOf, companyRolesOf } from './company-roles'

/** A session ends at its expiry, or sooner if the limits on length or idle time have been lowered. */
export function isAliveAt(now: Date) {
  const { lengthMs, idleMs } = sessionLimits()
  const before = (ms: number) => new Date(now.getTime() - ms)
  return and(
    gt(sessions.expiresAt, now),
    gt(sessions.createdAt, before(lengthMs)),
    gt(sessions.lastSeenAt, before(idleMs)),
  )
}

/** The session with its staff member, unless it has ended or the person is disabled. */
export async function findLiveSession(
  db: Db,
  { now, ...by }: { now: Date } & ({ tokenHash: string } | { sessionId: string }),
) {
  const isIt = 'sessionId' in by ? eq(sessions.id, by.sessionId) : eq(sessions.tokenHash, by.tokenHash)
  const [row] = await db
    .select({
      sessionId: sessions.id,
      lastSeenAt: sessions.lastSeenAt,
      expiresAt: sessions.expiresAt,
      createdAt: sessions.createdAt,
      steppedUpAt: sessions.steppedUpAt,
      oidcIssuer: sessions.oidcIssuer,
      hasSecondFactor: sql<boolean>`${staff.totpConfirmedAt} is not null`,
      /** What the sign-in rules require of the role; null if there are no rules. */
      need: sql<SignInNeed | null>`(select ${signInSettings.needs}->>${staff.role} from ${signInSettings})`,
      id: staff.id,
      email: staff.email,
      name: staff.name,
      role: staff.role,
      companyIds: companyIdsOf(staff.id),
      companyRoles: companyRolesOf(staff.id),
    })
    .from(sessions)
    .innerJoin(staff, eq(staff.id, sessions.staffId))
    .where(and(isIt, isAliveAt(now), isNull(staff.disabledAt)))
  return row
}

export async function insertSession(db: Db, session: typeof sessions.$inferInsert) {
  await db.insert(sessions).values(session)
}

export async function touchSession(
  db: Db,
  { sessionId, now, expiresAt }: { sessionId: string; now: Date; expiresAt?: Date },
) {
  await db
    .update(sessions)
    .set({ lastSeenAt: now, ...(expiresAt && { expiresAt }) })
    .where(eq(sessions.id, sessionId))
}

/** Records that the person has just proven their identity. */
export async function markSteppedUp(db: Db, { sessionId, now }: { sessionId: string; now: Date }) {
  await db.update(sessions).set({ steppedUpAt: now }).where(eq(sessions.id, sessionId))
}

export async function deleteSession(db: Db, { tokenHash }: { tokenHash: string }) {
  const [gone] = await db
    .delete(sessions)
    .where(eq(sessions.tokenHash, tokenHash))
    .returning({ staffId: sessions.staffId })
  // Pages and streams opened with the session end too, in every process.
  if (gone) await announce(db, { kind: 'sessions', staffId: gone.staffId })
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

/** Returns how many of the deleted sessions were active. */
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

/** Deletes sessions of people with those roles that weren't started at that provider. Returns how many were active. */
export async function deleteSessionsWithout(db: Db, { issuer, roles }: { issuer: string; roles: Role[] }) {
  const hasRole = exists(
    db
      .select({ one: sql`1` })
      .from(staff)
      .where(and(eq(staff.id, sessions.staffId), inArray(staff.role, roles))),
  )
  const gone = await db
    .delete(sessions)
    .where(and(or(isNull(sessions.oidcIssuer), ne(sessions.oidcIssuer, issuer)), hasRole))
    .returning({ staffId: sessions.staffId, isAlive: sql<boolean>`${isAliveAt(new Date())}` })
  await announceSessions(
    db,
    gone.map(({ staffId }) => staffId),
  )
  return gone.filter(({ isAlive }) => isAlive).length
}

type AtProvider = { issuer: string; subject: string | undefined; sid: string | undefined }

/** Deletes sessions started by the provider's person, or by their session there. Returns the active ones per person. */
export async function deleteSessionsOfProvider(db: Db, { issuer, subject, sid }: AtProvider) {
  if (!subject && !sid) return []
  const ofSid = sid ? eq(sessions.oidcSid, sid) : undefined
  // If the provider named no session at sign-in, all of the person's sessions are meant.
  const ofPerson = subject && sid ? or(ofSid, isNull(sessions.oidcSid)) : ofSid
  const gone = await db
    .delete(sessions)
    .where(and(eq(sessions.oidcIssuer, issuer), subject ? eq(sessions.oidcSubject, subject) : undefined, ofPerson))
    .returning({ staffId: sessions.staffId, isAlive: sql<boolean>`${isAliveAt(new Date())}` })
  const staffIds = [...new Set(gone.map(({ staffId }) => staffId))]
  await announceSessions(db, staffIds)
  const people = await db.select({ id: staff.id, name: staff.name }).from(staff).where(inArray(staff.id, staffIds))
  return people.map(({ id, name }) => ({
    staffId: id,
    name,
    sessionsEnded: gone.filter(({ staffId, isAlive }) => staffId === id && isAlive).length,
  }))
}

/** A session from the provider that reached its expiry while in use. */
export async function findAgedSession(
  db: Db,
  { tokenHash, issuer, now }: { tokenHash: string; issuer: string; now: Date },
) {
  const wasInUse = gte(sessions.lastSeenAt, new Date(now.getTime() - sessionLimits().idleMs))
  const [row] = await db
    .select({ id: sessions.id })
    .from(sessions)
    .where(
      and(eq(sessions.tokenHash, tokenHash), eq(sessions.oidcIssuer, issuer), lte(sessions.expiresAt, now), wasInUse),
    )
  return row
}

/** Makes everything open for people with those roles check its access again. */
export async function announceSessionsOf(db: Db, { roles, now }: { roles: Role[]; now: Date }) {
  const open = await db
    .selectDistinct({ staffId: sessions.staffId })
    .from(sessions)
    .innerJoin(staff, eq(staff.id, sessions.staffId))
    .where(and(inArray(staff.role, roles), isAliveAt(now)))
  await announceSessions(
    db,
    open.map(({ staffId }) => staffId),
  )
}

const announceSessions = (db: Db, staffIds: string[]) =>
  announce(db, ...[...new Set(staffIds)].map((staffId) => ({ kind: 'sessions' as const, staffId })))
