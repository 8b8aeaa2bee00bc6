import type { Route } from 'next'
import { countWords } from '@/components/desk/outcome-words'
import { Link } from '@/components/ui/link'
import type { EnvironmentHealth } from '@/lib/companies/environment-health'
import { formatNumber, formatPercent } from '@/lib/format/number'

/** Four figures, each linked to the records it counts. */
export function Numbers({ path, health }: { path: string; health: EnvironmentHealth }) {
  const { lastDay } = health
  const acceptedShare = health.acceptedShare === null ? '–' : formatPercent(health.acceptedShare, 1)
  return (
    <ul className="grid grid-cols-2 gap-x-8 gap-y-4 border-y py-4 md:grid-cols-4">
      <NumberLink
        href={`${path}/devices?status=active`}
        name="Active devices"
        value={countWords(health.activeDevices, health.hasMoreDevices)}
      />
      <NumberLink
        href={`${path}/deliveries?last=24h`}
        name="Deliveries, last 24 hours"
        value={countWords(lastDay.total, lastDay.isCapped)}
      />
      <NumberLink href={`${path}/deliveries?state=accepted&last=24h`} name={shareName(health)} value={acceptedShare} />
      <NumberLink
        href={`${path}/deliveries?state=queued,sending,retrying&last=all`}
        name="In queue"
        value={countWords(health.waitingCount)}
      />
    </ul>
  )
}

const shareName = ({ acceptedShareOfNewest }: EnvironmentHealth) =>
  acceptedShareOfNewest === null ? 'Acceptance rate' : `Acceptance rate, newest ${formatNumber(acceptedShareOfNewest)}`

function NumberLink({ href, name, value }: { href: string; name: string; value: string }) {
  return (
    <li>
      <Link href={href as Route} className="group flex flex-col rounded-sm">
        <span className="text-faint text-sm group-hover:text-text group-hover:underline">{name}</span>
        <span className="font-semibold text-xl tabular-nums">{value}</span>
      </Link>
    </li>
  )
}
