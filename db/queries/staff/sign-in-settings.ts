import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { type SignInNeeds, signInSettings } from '@/db/schema/sign-in'
import { staff } from '@/db/schema/staff'

const id = 'installation'
export const noSignInNeeds: SignInNeeds = {
  admin: 'nothing',
  integration_manager: 'nothing',
  support: 'nothing',
  viewer: 'nothing',
}

export async function findSignInSettings(db: Db) {
  const [row] = await db.select().from(signInSettings)
  return row
}

/** The single row, created if missing, locked until the transaction ends. */
export async function lockSignInSettings(db: Db) {
  await db.insert(signInSettings).values({ id, needs: noSignInNeeds }).onConflictDoNothing()
  const [row] = await db.select().from(signInSettings).where(eq(signInSettings.id, id)).for('update')
  if (!row) throw new Error('the sign-in settings have no row')
  return row
}

const noOneAsks = { askedNeeds: null, askedById: null, askedByName: null, askedAt: null }

/** Also clears a pending request for other rules. */
export async function saveSignInNeeds(db: Db, { needs }: { needs: SignInNeeds }) {
  await db
    .update(signInSettings)
    .set({ needs, ...noOneAsks })
    .where(eq(signInSettings.id, id))
}

export async function askForSignInNeeds(
  db: Db,
  { needs, staffId, name, now }: { needs: SignInNeeds; staffId: string; name: string; now: Date },
) {
  await db
    .update(signInSettings)
    .set({ askedNeeds: needs, askedById: staffId, askedByName: name, askedAt: now })
    .where(eq(signInSettings.id, id))
}

/** Whether an enabled admin has signed in with that provider. */
export async function hasLinkedAdmin(db: Db, { issuer }: { issuer: string }): Promise<boolean> {
  const isLinked = and(eq(staff.oidcIssuer, issuer), isNotNull(staff.oidcSubject))
  const isAdmin = and(eq(staff.role, 'admin'), isNull(staff.disabledAt))
  return (await db.select({ id: staff.id }).from(staff).where(and(isAdmin, isLinked)).limit(1)).length > 0
}
