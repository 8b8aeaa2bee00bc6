import type { Role } from '@/lib/staff/roles'

export const fieldOf = (form: FormData, name: string) => String(form.get(name) ?? '')

/** The schemas behind it refuse what is no role; here it only gets its type. */
export const roleAndCompaniesIn = (form: FormData) => ({
  role: fieldOf(form, 'role') as Role,
  companyIds: form.getAll('companyIds').map(String),
})

type CompanyRole = Exclude<Role, 'admin'>

/** The same with the roles that are others in some companies. */
export function accessOfForm(form: FormData) {
  const access = roleAndCompaniesIn(form)
  const rolesThere = access.companyIds.map((id) => [id, fieldOf(form, `companyRole ${id}`)] as const)
  const companyRoles = Object.fromEntries(rolesThere.filter(([, role]) => role !== '')) as Record<string, CompanyRole>
  return { ...access, companyRoles }
}
