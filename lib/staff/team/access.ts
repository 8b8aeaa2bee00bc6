import { z } from 'zod'
import type { Db } from '@/db/client'
import { type Role, roles } from '@/db/schema/staff'
import { Refused } from '@/lib/errors'
import { companiesFor } from './companies-for'

/** Admins are admins everywhere. */
export const CompanyRole = z.enum(
  ['integration_manager', 'support', 'viewer'] satisfies Role[],
  'Choose Integration manager, Support, or Viewer: admins are admins everywhere.',
)

/** The input fields of a person's access. Admins see all companies, so theirs are omitted. */
export const accessShape = {
  role: z.enum(roles, 'Choose a role.'),
  companyIds: z.array(z.uuid()).default([]),
  /** By company ID, where the role differs from `role`. */
  companyRoles: z.record(z.uuid(), CompanyRole).default({}),
}

export type StaffAccess = { role: Role; companyIds: string[]; companyRoles: Record<string, Role> }

/** Validates access. Throws for a company that can’t be assigned, or a role in a company that isn’t assigned. */
export async function accessFor(db: Db, { role, companyIds, companyRoles }: StaffAccess): Promise<StaffAccess> {
  const assigned = await companiesFor(db, { role, companyIds })
  const stray = role !== 'admin' && Object.keys(companyRoles).find((id) => !assigned.includes(id))
  if (stray)
    throw new Refused('invalid', 'Some fields aren’t valid.', {
      [`companyRoles.${stray}`]: ['This person isn’t assigned to the company. Assign it, or leave the role out.'],
    })
  return strongestFirst({ role, companyIds: assigned, companyRoles })
}

/** The same access with the strongest role as `role`, so that code that reads only `role` doesn’t underestimate it. */
export function strongestFirst({ role, companyIds, companyRoles }: StaffAccess): StaffAccess {
  if (role === 'admin') return { role, companyIds: [], companyRoles: {} }
  const byId = companyIds.map((id) => [id, companyRoles[id] ?? role] as const)
  const strongest = roles.find((one) => byId.some(([, role]) => role === one)) ?? role
  const others = byId.filter(([, role]) => role !== strongest)
  return { role: strongest, companyIds, companyRoles: Object.fromEntries(others) }
}

/** The union of all given access. */
export function allOf(several: StaffAccess[]): StaffAccess | undefined {
  const [first] = several
  if (!first) return undefined
  if (several.some(({ role }) => role === 'admin')) return { role: 'admin', companyIds: [], companyRoles: {} }
  const companyRoles: Record<string, Role> = {}
  for (const one of several)
    for (const id of one.companyIds) {
      const given = [companyRoles[id], one.companyRoles[id] ?? one.role]
      companyRoles[id] = roles.find((role) => given.includes(role)) ?? one.role
    }
  return strongestFirst({ role: first.role, companyIds: Object.keys(companyRoles), companyRoles })
}

/** The intersection of the two. */
export function bothOf(one: StaffAccess, other: StaffAccess): StaffAccess {
  if (one.role === 'admin') return other
  if (other.role === 'admin') return one
  const companyIds = one.companyIds.filter((id) => other.companyIds.includes(id))
  const weaker = (some: Role, others: Role) => roles.findLast((role) => role === some || role === others) ?? some
  const companyRoles = Object.fromEntries(
    companyIds.map((id) => [id, weaker(one.companyRoles[id] ?? one.role, other.companyRoles[id] ?? other.role)]),
  )
  return strongestFirst({ role: weaker(one.role, other.role), companyIds, companyRoles })
}

export const isSameAccess = (some: StaffAccess, other: StaffAccess) =>
  some.role === other.role &&
  some.companyIds.length === other.companyIds.length &&
  some.companyIds.every((id) => other.companyIds.includes(id) && some.companyRoles[id] === other.companyRoles[id])

/** The access as recorded in the audit log. */
export const accessFacts = ({ role, companyIds, companyRoles }: StaffAccess) => ({
  role,
  companyIds,
  ...(Object.keys(companyRoles).length > 0 && { companyRoles }),
})
