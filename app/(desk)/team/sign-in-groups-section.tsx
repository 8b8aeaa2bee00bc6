import { Plus } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/section'
import { ActionsHeader, Table, TableCell, TableHead, TableHeader, TableName, TableRow } from '@/components/ui/table'
import { Outside } from '@/components/ui/text/outside'
import type { SignInGroup } from '@/lib/staff/groups/list-sign-in-groups'
import { roleWord } from '@/lib/staff/roles'
import { companyWords } from './person-words'
import type { AssignableCompany } from './role-and-companies'
import { SignInGroupActions } from './sign-in-group-actions'
import { AddGroupDialog } from './sign-in-group-dialogs'

type Props = { groups: readonly SignInGroup[]; companies: AssignableCompany[] }

export function SignInGroupsSection({ groups, companies }: Props) {
  return (
    <Section
      title="Groups"
      description="Groups of the identity provider that grant access. People in these groups don’t need an invitation. Each single sign-on updates their role and companies."
      actions={
        <AddGroupDialog
          companies={companies}
          trigger={<Button icon={<Plus aria-hidden className="size-3.5" />}>Add group…</Button>}
        />
      }
    >
      {groups.length === 0 ? (
        <p className="text-quiet">No groups yet. People need an invitation.</p>
      ) : (
        <Table label="Groups">
          <TableHead>
            <TableHeader>Group</TableHeader>
            <TableHeader className="hidden @2xl:table-cell">Role</TableHeader>
            <TableHeader className="hidden @2xl:table-cell">Companies</TableHeader>
            <ActionsHeader />
          </TableHead>
          <tbody>
            {groups.map((group) => (
              <TableRow key={group.id}>
                <TableName isWrapped>
                  <span className="flex min-w-36 flex-col py-1.5">
                    <Outside>{group.name}</Outside>
                    <span className="font-normal text-faint text-sm @2xl:hidden">
                      {roleWord(group.role)}: {companiesOf(group, companies)}
                    </span>
                  </span>
                </TableName>
                <TableCell className="hidden @2xl:table-cell">{roleWord(group.role)}</TableCell>
                <TableCell className="hidden max-w-96 truncate @2xl:table-cell">
                  {companiesOf(group, companies)}
                </TableCell>
                <TableCell align="right">
                  <SignInGroupActions group={group} companies={companies} />
                </TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  )
}

/** Archived companies can't be assigned, so they are missing from `companies`. */
function companiesOf(group: SignInGroup, companies: AssignableCompany[]) {
  const archivedCompanyCount = group.companyIds.filter((id) => !companies.some((company) => company.id === id)).length
  return companyWords({ ...group, archivedCompanyCount }, { companies })
}
