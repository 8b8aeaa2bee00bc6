import { Section } from '@/components/ui/section'
import { Table, TableCell, TableHead, TableHeader, TableName, TableRow } from '@/components/ui/table'
import { formatNumber } from '@/lib/format/number'
import { publicLimits, streamLimits } from '@/lib/keys/public-limit-table'

/** What a stranger can do with a publishable key, which anyone can read in the app. */
export function PublicLimits() {
  return (
    <Section
      title="Limits of publishable keys"
      description="These limits apply in addition to each key’s rate limit. Requests over a limit get a 429 response with Retry-After. Trusted proxies aren’t limited. Rate limits of keys and stream limits apply per process, the others to all processes together."
    >
      <Table label="Limits of publishable keys">
        <TableHead>
          <TableHeader>Calls</TableHeader>
          <TableHeader align="right" className="@max-2xl:whitespace-normal">
            Per customer
          </TableHeader>
          <TableHeader align="right" className="@max-2xl:whitespace-normal">
            Per device
          </TableHeader>
          <TableHeader align="right" className="@max-2xl:whitespace-normal">
            Per IP address
          </TableHeader>
        </TableHead>
        <tbody>
          {Object.values(publicLimits).map(({ label, seconds, customer, device, address }) => (
            <TableRow key={label}>
              <TableName isWrapped className="py-1.5">
                {label}
              </TableName>
              <TableCell align="right" isWrapped>
                {per(customer, seconds)}
              </TableCell>
              <TableCell align="right" isWrapped>
                {device === null ? '–' : per(device, seconds)}
              </TableCell>
              <TableCell align="right" isWrapped>
                {per(address, seconds)}
              </TableCell>
            </TableRow>
          ))}
          <TableRow>
            <TableName isWrapped className="py-1.5">
              Open event streams, {formatNumber(streamLimits.key)} per key
            </TableName>
            <TableCell align="right" isWrapped>
              –
            </TableCell>
            <TableCell align="right" isWrapped>
              –
            </TableCell>
            <TableCell align="right" isWrapped>
              {formatNumber(streamLimits.address)}
            </TableCell>
          </TableRow>
        </tbody>
      </Table>
    </Section>
  )
}

/** On a narrow screen, the text may wrap after the count. */
const per = (count: number, seconds: number) => `${formatNumber(count)} in\u00a0${seconds}\u00a0s`
