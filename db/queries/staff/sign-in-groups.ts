import { asc, eq, inArray } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { signInGroups } from '@/db/schema/sign-in'

export type SignInGroupRow = typeof signInGroups.$inferSelect

export const listSignInGroupRows = (db: Db) => db.select().from(signInGroups).orderBy(asc(signInGroups.name))

export async function signInGroupsNamed(db: Db, { names }: { names: string[] }) {
  return names.length > 0 ? db.select().from(signInGroups).where(inArray(signInGroups.name, names)) : []
}

export async function lockSignInGroup(db: Db, { groupId }: { groupId: string }) {
  const [row] = await db.select().from(signInGroups).where(eq(signInGroups.id, groupId)).for('update')
  return row
}

/** Returns undefined if the name is taken. */
export async function insertSignInGroup(db: Db, group: typeof signInGroups.$inferInsert) {
  const [row] = await db.insert(signInGroups).values(group).onConflictDoNothing().returning()
  return row
}

export async function changeSignInGroupRow(
  db: Db,
  { groupId, ...change }: { groupId: string } & Pick<SignInGroupRow, 'role' | 'companyIds' | 'companyRoles'>,
) {
  await db.update(signInGroups).set(change).where(eq(signInGroups.id, groupId))
}

export async function deleteSignInGroup(db: Db, { groupId }: { groupId: string }) {
  await db.delete(signInGroups).where(eq(signInGroups.id, groupId))
}
