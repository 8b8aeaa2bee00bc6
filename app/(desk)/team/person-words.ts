import type { Team, Teammate } from '@/lib/staff/team/list-team'

/** Those that the reader sees; of archived ones, for who assigns them, how many. */
export function companyWords(
  person: Pick<Teammate, 'role' | 'companyIds' | 'archivedCompanyCount'>,
  { companies }: Pick<Team, 'companies'>,
) {
  if (person.role === 'admin') return 'All'
  const names = companies.filter(({ id }) => person.companyIds.includes(id)).map(({ name }) => name)
  const archived = person.archivedCompanyCount
  return [...names, archived > 0 && `${archived} archived`].filter(Boolean).join(', ') || 'None'
}

type SignIn = Pick<Teammate, 'hasPassword' | 'hasSecondFactor' | 'hasSingleSignOn'>

export function signInWords({ hasPassword, hasSecondFactor, hasSingleSignOn }: SignIn) {
  return (
    [
      hasPassword && (hasSecondFactor ? 'Password with two-factor authentication' : 'Password'),
      hasSingleSignOn && 'Single sign-on',
    ]
      .filter(Boolean)
      .join(', ') || 'None'
  )
}
