import { Section } from '@/components/ui/section'
import { ActionsHeader, Table, TableCell, TableHead, TableHeader, TableName, TableRow } from '@/components/ui/table'
import { Outside } from '@/components/ui/text/outside'
import { RelativeTime } from '@/components/ui/time/relative-time'
import type { Archived } from '@/lib/companies/list-archived'
import { RestoreButton } from './restore-button'

export function ArchivedList({ archived }: { archived: readonly Archived[] }) {
  if (archived.length === 0) return null
  return (
    <Section title="Archived" description="Archived companies and apps are turned off and hidden. Nothing was deleted.">
      <Table label="Archived companies and apps">
        <TableHead>
          <TableHeader>Name</TableHeader>
          <TableHeader className="@xl:w-44">Archived</TableHeader>
          <ActionsHeader className="@xl:w-36" />
        </TableHead>
        <tbody>
          {archived.map((one) => (
            <TableRow key={one.id}>
              <TableName isWrapped>
                <Outside>{one.name}</Outside>{' '}
                <span className="font-normal text-faint">
                  {one.kind === 'company' ? (
                    'company'
                  ) : (
                    <>
                      app of <Outside>{one.companyName}</Outside>
                    </>
                  )}
                </span>
              </TableName>
              <TableCell>
                <RelativeTime at={one.archivedAt} />
              </TableCell>
              <TableCell align="right">
                {one.kind === 'app' && one.isCompanyArchived ? (
                  <span className="text-faint">With its company</span>
                ) : (
                  <RestoreButton kind={one.kind} thing={{ id: one.id, name: one.name }} />
                )}
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </Section>
  )
}
