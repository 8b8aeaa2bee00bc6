import { Avatar } from '@/components/ui/avatar'
import { Badge } from '@/components/ui/badge'
import { ActionsHeader, Table, TableCell, TableHead, TableHeader, TableName, TableRow } from '@/components/ui/table'
import { Outside } from '@/components/ui/text/outside'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { roleWord } from '@/lib/staff/roles'
import type { Team, Teammate } from '@/lib/staff/team/list-team'
import { PersonActions } from './person-actions'
import { companyWords, signInWords } from './person-words'

export function PeopleTable({ team, staffId }: { team: Team; staffId: string }) {
  return (
    <Table label="People">
      <TableHead>
        <TableHeader>Name</TableHeader>
        <TableHeader className="hidden @2xl:table-cell">Role</TableHeader>
        <TableHeader className="hidden @4xl:table-cell">
          {team.mayChange ? 'Companies' : 'Shared companies'}
        </TableHeader>
        <TableHeader className="hidden @2xl:table-cell">Sign-in method</TableHeader>
        <TableHeader className="hidden @md:table-cell" align="right">
          Last signed in
        </TableHeader>
        {team.mayChange && <ActionsHeader />}
      </TableHead>
      <tbody>
        {team.people.map((person) => (
          <PersonRow key={person.id} person={person} team={team} isYou={person.id === staffId} />
        ))}
      </tbody>
    </Table>
  )
}

function PersonRow({ person, team, isYou }: { person: Teammate; team: Team; isYou: boolean }) {
  const companies = companyWords(person, team)
  return (
    <TableRow>
      <TableName isWrapped className={person.disabledAt ? 'text-faint' : undefined}>
        <span className="flex items-center gap-2.5 py-2">
          <Avatar name={person.name} />
          <span className="flex min-w-36 flex-col">
            <span className="flex flex-wrap items-center gap-x-2">
              <Outside>{person.name}</Outside>
              {isYou && <Badge>You</Badge>}
              {person.disabledAt && <Badge tone="suppressed">Disabled</Badge>}
            </span>
            <span className="font-normal text-faint text-sm">
              <Outside>{person.email}</Outside>
            </span>
            <span className="font-normal text-faint text-sm @2xl:hidden">{roleWord(person.role)}</span>
          </span>
        </span>
      </TableName>
      <TableCell className="hidden @2xl:table-cell">{roleWord(person.role)}</TableCell>
      <TableCell className="hidden max-w-72 truncate @4xl:table-cell">{companies}</TableCell>
      <TableCell className="hidden text-quiet @2xl:table-cell">{signInWords(person)}</TableCell>
      <TableCell className="hidden text-quiet @md:table-cell" align="right">
        {person.lastSignedInAt ? <RelativeTime at={person.lastSignedInAt} /> : 'Never'}
      </TableCell>
      {team.mayChange && (
        <TableCell align="right">
          <PersonActions person={person} companies={team.companies} isYou={isYou} />
        </TableCell>
      )}
    </TableRow>
  )
}
