import { z } from 'zod'
import { readCompanies } from '@/lib/companies/read-companies'
import type { StaffContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { CompanyRole } from '@/lib/staff/team/access'
import { companyIdsNamed, idsBySlug, unknownCompany } from './company-slugs'

const RolesBySlug = z.record(z.string(), CompanyRole)
type RolesBySlug = z.output<typeof RolesBySlug>

export const Companies = z
  .array(z.string())
  .meta({ description: 'The companies’ slugs. Empty for admins, who have access to all.' })
export const CompanyRolesShown = RolesBySlug.meta({
  description: 'Companies, by slug, where the role differs from `role`. `role` is the strongest of all roles.',
  examples: [{ 'northwind-bank': 'viewer' }],
})

/** The fields of a body that set a person's access. */
export const accessBody = {
  companies: z
    .array(z.string())
    .optional()
    .meta({ description: 'The companies’ slugs. Leave out for admins, who have access to all.' }),
  companyRoles: RolesBySlug.optional().meta({
    description: 'Companies, by slug, where the role differs from `role`.',
    examples: [{ 'northwind-bank': 'viewer' }],
  }),
}

type Was = { companyIds: string[]; companyRoles: Record<string, string> }
type Body = { companies?: string[]; companyRoles?: RolesBySlug }

/** Converts slugs to IDs. Omitted fields stay unchanged. */
export async function accessIn(ctx: StaffContext, { companies, companyRoles }: Body, was?: Was) {
  const companyIds = companies ? await companyIdsNamed(ctx, companies) : (was?.companyIds ?? [])
  const rolesThere = companyRoles ? await byId(ctx, companyRoles, companyIds) : kept(was, companyIds)
  return { companyIds, companyRoles: rolesThere }
}

async function byId(ctx: StaffContext, roles: RolesBySlug, companyIds: string[]) {
  const ids = await idsBySlug(ctx)
  const entries = Object.entries(roles).map(([slug, role]) => {
    const id = ids.get(slug) ?? unknownCompany(`companyRoles.${slug}`, slug)
    if (!companyIds.includes(id))
      throw new Refused('invalid', 'Some fields aren’t valid.', {
        [`companyRoles.${slug}`]: ['This company isn’t in `companies`. Add it there, or leave the role out.'],
      })
    return [id, role] as const
  })
  return Object.fromEntries(entries)
}

const kept = (was: Was | undefined, companyIds: string[]) =>
  RolesBySlug.parse(
    Object.fromEntries(Object.entries(was?.companyRoles ?? {}).filter(([id]) => companyIds.includes(id))),
  )

/** Converts roles by company ID to roles by slug, for companies that the caller can see. */
export async function companyRolesShownTo(ctx: StaffContext) {
  const slugs = new Map((await readCompanies(ctx, {})).map(({ id, slug }) => [id, slug]))
  return (roles: Record<string, string>) =>
    RolesBySlug.parse(
      Object.fromEntries(Object.entries(roles).flatMap(([id, role]) => (slugs.has(id) ? [[slugs.get(id), role]] : []))),
    )
}
