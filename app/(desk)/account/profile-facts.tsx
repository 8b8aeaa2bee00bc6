import { Described, DescriptionList } from '@/components/ui/description-list'
import { Outside } from '@/components/ui/text/outside'
import type { OwnAccount } from '@/lib/staff/account/show-account'
import { companyWithRole, roleWord } from '@/lib/staff/roles'

type Props = { account: Pick<OwnAccount, 'email' | 'role' | 'companies' | 'singleSignOn'> }

const singleSignOnWords = { linked: 'Linked', 'not linked': 'Not linked' }

export function ProfileFacts({ account: { email, role, companies, singleSignOn } }: Props) {
  return (
    <DescriptionList>
      <Described term="Email">
        <Outside>{email}</Outside>
      </Described>
      <Described term="Role">{roleWord(role)}</Described>
      <Described term="Companies">
        {role === 'admin' ? 'All' : companies.map(({ name, role }) => companyWithRole(name, role)).join(', ') || 'None'}
      </Described>
      <Described term="Single sign-on">{singleSignOn ? singleSignOnWords[singleSignOn] : 'Not set up'}</Described>
    </DescriptionList>
  )
}
