import { and, eq, exists, isNull, lte, ne, or, type SQL } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { apps } from '@/db/schema/companies'
import { staff, staffCompanies, staffFavorites } from '@/db/schema/staff'
import { roleThere } from './company-roles'

type Except = { exceptId: string | null }

const reader = { email: staff.email, mailOff: staff.mailOff }
const isAsked = ({ exceptId }: Except) => and(isNull(staff.disabledAt), exceptId ? ne(staff.id, exceptId) : undefined)

/** People who can decide a proposal now, except its author: the company's approvers, or for the platform the admins. */
export function approversToMail(db: Db, { companyId, ...except }: Except & { companyId: string | null }) {
  const isTheirs =
    companyId === null
      ? undefined
      : worksFor(db, and(eq(staffCompanies.companyId, companyId), eq(roleThere, 'integration_manager')))
  const isFree = or(isNull(staff.approvalsHeldUntil), lte(staff.approvalsHeldUntil, new Date()))
  return db
    .select(reader)
    .from(staff)
    .where(and(isAsked(except), isFree, or(eq(staff.role, 'admin'), isTheirs)))
    .orderBy(staff.id)
}

/** The author of a proposal, if they can still see it. */
export function authorToMail(db: Db, { companyId, staffId }: { companyId: string | null; staffId: string }) {
  const isTheirs = companyId === null ? undefined : worksFor(db, eq(staffCompanies.companyId, companyId))
  return db
    .select(reader)
    .from(staff)
    .where(and(eq(staff.id, staffId), isAsked({ exceptId: null }), or(eq(staff.role, 'admin'), isTheirs)))
}

/** People with one of these apps as a favorite who still have access to it. */
export function followersToMail(
  db: Db,
  { companyId, appId, ...except }: Except & { companyId: string | null; appId: string | null },
) {
  const isFollowed = exists(
    db
      .select({ id: apps.id })
      .from(staffFavorites)
      .innerJoin(apps, eq(apps.id, staffFavorites.appId))
      .where(
        and(
          eq(staffFavorites.staffId, staff.id),
          appId ? eq(apps.id, appId) : undefined,
          companyId ? eq(apps.companyId, companyId) : undefined,
          or(eq(staff.role, 'admin'), worksFor(db, eq(staffCompanies.companyId, apps.companyId))),
        ),
      ),
  )
  return db
    .select(reader)
    .from(staff)
    .where(and(isAsked(except), isFollowed))
    .orderBy(staff.id)
}

const worksFor = (db: Db, company: SQL | undefined) =>
  exists(
    db
      .select({ id: staffCompanies.companyId })
      .from(staffCompanies)
      .where(and(eq(staffCompanies.staffId, staff.id), company)),
  )
