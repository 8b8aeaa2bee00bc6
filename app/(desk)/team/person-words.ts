import { companyWithRole } from '@/lib/staff/roles'
import type { Teammate } from '@/lib/staff/team/list-team'

/** Names the companies that the reader can see. For people who assign companies, also counts archived ones. */
export function companyWords(
  person: Pick<Teammate, 'role' | 'companyIds' | 'companyRoles' | 'archivedCompanyCount'>,
  { companies }: { companies: readonly { id: string; name: string }[] },
) {
  if (person.role === 'admin') return 'All'
  const names = companies
    .filter(({ id }) => person.companyIds.includes(id))
    .map(({ id, name }) => companyWithRole(name, person.companyRoles[id]))
  const archived = person.archivedCompanyCount
  return [...names, archived > 0 && `${archived} archived`].filter(Boolean).join(', ') || 'None'
}

type SignIn = Pick<Teammate, 'hasPassword' | 'hasSecondFactor' | 'hasSingleSignOn' | 'followsGroups'>

export function signInWords({ hasPassword, hasSecondFactor, hasSingleSignOn, followsGroups }: SignIn) {
  return (
    [
      hasPassword && (hasSecondFactor ? 'Password with two-factor authentication' : 'Password'),
      hasSingleSignOn && (followsGroups ? 'Single sign-on, access by groups' : 'Single sign-on'),
    ]
      .filter(Boolean)
      .join(', ') || 'None'
  )
}
