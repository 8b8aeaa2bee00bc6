import type { Role } from '@/lib/staff/roles'

export const fieldOf = (form: FormData, name: string) => String(form.get(name) ?? '')

/** The cast is safe, because the commands' schemas reject unknown roles. */
export const roleAndCompaniesIn = (form: FormData) => ({
  role: fieldOf(form, 'role') as Role,
  companyIds: form.getAll('companyIds').map(String),
})

type CompanyRole = Exclude<Role, 'admin'>

/** The role and companies, with the roles that differ in some companies. */
export function accessOfForm(form: FormData) {
  const access = roleAndCompaniesIn(form)
  const rolesThere = access.companyIds.map((id) => [id, fieldOf(form, `companyRole ${id}`)] as const)
  const companyRoles = Object.fromEntries(rolesThere.filter(([, role]) => role !== '')) as Record<string, CompanyRole>
  return { ...access, companyRoles }
}
