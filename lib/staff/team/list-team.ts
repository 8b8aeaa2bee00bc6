import { listStaff } from '@/db/queries/staff/staff'
import { companiesByName } from '@/db/queries/workspace'
import { query } from '@/lib/command'
import { env } from '@/lib/env'
import { roleMay } from '@/lib/permissions'
import { onPlatform } from '@/lib/scope'

/** Everyone for admins. For others, the admins and the people who share a company with them. */
export const listTeam = query('team.read', onPlatform({}), async ({ db, staff }) => {
  const { companyIds } = staff
  const [people, companies] = await Promise.all([
    listStaff(db, { companyIds, now: new Date(), issuer: env().AUTH_OIDC_ISSUER }),
    companiesByName(db, { companyIds }),
  ])
  const mayChange = roleMay(staff.role, 'team.change')
  const shown = new Set(companies.map(({ id }) => id))
  return {
    mayChange,
    companies,
    // Hide a colleague's other companies from the caller.
    people: people.map((person) => {
      const theirs = person.companyIds.filter((id) => shown.has(id))
      return {
        ...person,
        companyIds: theirs,
        companyRoles: Object.fromEntries(Object.entries(person.companyRoles).filter(([id]) => shown.has(id))),
        archivedCompanyCount: mayChange ? person.companyIds.length - theirs.length : 0,
      }
    }),
  }
})

export type Team = Awaited<ReturnType<typeof listTeam>>
export type Teammate = Team['people'][number]
