import { createHash, randomBytes } from 'node:crypto'
import { serviceTokens } from '@/db/schema/service-tokens'
import { type Role, sessions, staff, staffCompanies } from '@/db/schema/staff'
import type { Db } from './client'
import { onlyRow, sha256Hex, unique } from './factories'

export async function makeStaff(
  db: Db,
  {
    companyIds = [],
    companyRoles = {},
    ...given
  }: Partial<typeof staff.$inferInsert> & { companyIds?: string[]; companyRoles?: Record<string, Role> } = {},
) {
  const name = unique('Person')
  const person = onlyRow(
    await db
      .insert(staff)
      .values({ name, email: `${name}@example.com`, role: 'admin', ...given })
      .returning(),
  )
  if (companyIds.length)
    await db
      .insert(staffCompanies)
      .values(companyIds.map((companyId) => ({ staffId: person.id, companyId, role: companyRoles[companyId] })))
  return person
}

/** Creates an active session and returns the token for the cookie. */
export async function makeSession(db: Db, given: { staffId: string } & Partial<typeof sessions.$inferInsert>) {
  const token = randomBytes(32).toString('base64url')
  await db
    .insert(sessions)
    .values({ expiresAt: new Date(Date.now() + 3_600_000), ...given, tokenHash: sha256Hex(token) })
  return token
}

/** Includes the whole token, which isn't in the row. */
export async function makeServiceToken(db: Db, given: Partial<typeof serviceTokens.$inferInsert> = {}) {
  const token = `st_${randomBytes(32).toString('base64url')}`
  const tokenHash = createHash('sha256').update(token).digest('hex')
  const stored = { name: unique('token'), role: 'admin' as const, companyIds: [], lastFour: token.slice(-4), ...given }
  const [row] = await db
    .insert(serviceTokens)
    .values({ ...stored, tokenHash })
    .returning()
  if (!row) throw new Error('insert gave no row')
  return { ...row, token }
}
