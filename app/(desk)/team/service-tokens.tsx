import { Badge } from '@/components/ui/badge'
import { Section } from '@/components/ui/section'
import { ActionsHeader, Table, TableCell, TableHead, TableHeader, TableName, TableRow } from '@/components/ui/table'
import { Outside } from '@/components/ui/text/outside'
import { RelativeTime } from '@/components/ui/time/relative-time'
import type { ListedServiceToken } from '@/lib/service-tokens/list-service-tokens'
import { roleWord } from '@/lib/staff/roles'
import type { AssignableCompany } from './role-and-companies'
import { TokenActions } from './token-actions'
import { TokenDialog } from './token-dialog'

type Props = { tokens: ListedServiceToken[]; companies: readonly AssignableCompany[] }

export function ServiceTokens({ tokens, companies }: Props) {
  const names = new Map(companies.map(({ id, name }) => [id, name]))
  return (
    <Section
      title="Service tokens"
      description="Programs and “npx pushdesk” use them to call the management API. A token can’t do more than its owner, and doesn’t work while its owner is disabled."
      actions={<TokenDialog companies={companies} />}
    >
      {tokens.length === 0 ? (
        <p className="text-quiet">No service tokens yet.</p>
      ) : (
        <Table label="Service tokens">
          <TableHead>
            <TableHeader>Name</TableHeader>
            <TableHeader className="hidden @2xl:table-cell">Role</TableHeader>
            <TableHeader className="hidden @4xl:table-cell">Owner</TableHeader>
            <TableHeader className="hidden @2xl:table-cell">Last used</TableHeader>
            <TableHeader className="hidden @2xl:table-cell">Expires</TableHeader>
            <ActionsHeader />
          </TableHead>
          <tbody>
            {tokens.map((token) => (
              <TableRow key={token.id}>
                <TableName isWrapped>
                  <span className="flex min-w-36 flex-col py-1.5">
                    <span>
                      <Outside>{token.name}</Outside> <TokenState state={token.state} />
                    </span>
                    <span className="font-mono font-normal text-faint text-sm">st_…{token.lastFour}</span>
                    <span className="font-normal text-faint text-sm @2xl:hidden">{roleWord(token.role)}</span>
                    {token.ownerName && (
                      <span className="font-normal text-faint text-sm @4xl:hidden">
                        Owner: <Outside>{token.ownerName}</Outside>
                      </span>
                    )}
                  </span>
                </TableName>
                <TableCell isWrapped className="hidden @2xl:table-cell">
                  <span className="flex flex-col py-1.5">
                    {roleWord(token.role)}
                    <span className="text-faint text-sm">
                      {token.role === 'admin'
                        ? 'All companies'
                        : token.companyIds.map((id) => names.get(id) ?? 'an archived company').join(', ')}
                    </span>
                  </span>
                </TableCell>
                <TableCell isWrapped className="hidden @4xl:table-cell">
                  {token.ownerName ? <Outside>{token.ownerName}</Outside> : 'None'}
                </TableCell>
                <TableCell className="hidden @2xl:table-cell">
                  {token.lastUsedAt ? <RelativeTime at={token.lastUsedAt} /> : 'Never'}
                </TableCell>
                <TableCell className="hidden @2xl:table-cell">
                  {token.expiresAt ? <RelativeTime at={token.expiresAt} /> : 'Never'}
                </TableCell>
                <TableCell align="right">
                  {(token.state === 'active' || token.state === 'owner_disabled') && (
                    <TokenActions tokenId={token.id} name={token.name} lastFour={token.lastFour} />
                  )}
                </TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  )
}

const stateWords = { revoked: 'Revoked', expired: 'Expired', owner_disabled: 'Owner disabled' }

const TokenState = ({ state }: Pick<ListedServiceToken, 'state'>) =>
  state === 'active' ? null : <Badge tone="waiting">{stateWords[state]}</Badge>
