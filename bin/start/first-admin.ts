import { hash } from '@node-rs/argon2'
import type { Database } from '@/db/client'
import { hasStaff, insertFirstAdmin } from '@/db/queries/staff/first-admin'
import { findStaffByEmail } from '@/db/queries/staff/staff'
import type { Env } from '@/lib/env'
import { log } from '@/lib/log'
import { isCommonPassword } from '@/lib/staff/sign-in/common-password'
import { CannotStart } from './fail'

/**
 * Creates the first admin from ADMIN_EMAIL and ADMIN_PASSWORD in a database without staff; later starts change nothing.
 * Warns if there is staff, but no one with that email: the person who set it expects to sign in with it.
 */
export async function prepareFirstAdmin({ env, database }: { env: Env; database: Database }) {
  if (!env.ADMIN_EMAIL || !env.ADMIN_PASSWORD) return
  if (!(await hasStaff(database.db)) && (await isCommonPassword(env.ADMIN_PASSWORD)))
    throw new CannotStart('ADMIN_PASSWORD is a common password, or too similar to one. Choose a different one.')
  const isMade = await insertFirstAdmin(database.db, {
    email: env.ADMIN_EMAIL,
    passwordHash: await hash(env.ADMIN_PASSWORD),
  })
  if (isMade) log.info({ email: env.ADMIN_EMAIL }, 'first admin created')
  else if (!(await findStaffByEmail(database.db, { email: env.ADMIN_EMAIL })))
    log.warn('ADMIN_EMAIL created no one, because the database already has staff')
}
