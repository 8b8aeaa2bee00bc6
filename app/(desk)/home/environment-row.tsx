import type { Route } from 'next'
import type { ReactNode } from 'react'
import { FavoriteStar } from '@/components/desk/favorite-star'
import { countWords, OutcomeBar, outcomeWords } from '@/components/desk/outcome-words'
import { Badge } from '@/components/ui/badge'
import { EnvironmentBadge, SimulatedBadge } from '@/components/ui/environment-badge'
import { TableCell, TableName, TableRow } from '@/components/ui/table'
import { Outside } from '@/components/ui/text/outside'
import { TextLink } from '@/components/ui/text/text-link'
import type { WorkspaceApp, WorkspaceEnvironment } from '@/lib/companies/workspace'
import type { HealthSummary } from '@/lib/companies/workspace-health'
import { isDelayed } from '@/lib/companies/worst-first'
import { setFavoriteAction } from './set-favorite'

type Props = {
  app: WorkspaceApp
  environment: WorkspaceEnvironment
  health: HealthSummary
  /** Whether this is the app's first row. */
  isFirst: boolean
  companyName: string | undefined
  menu: ReactNode
}

export function EnvironmentRow({ app, environment, health, isFirst, companyName, menu }: Props) {
  const { lastDay, prompt } = health
  const to = (page: string) => `${environment.path}/${page}` as Route
  return (
    <TableRow>
      <TableName isWrapped>
        <span className="flex items-start gap-1 py-1">
          <span className="size-6 shrink-0">
            {isFirst && <FavoriteStar app={app} setFavorite={setFavoriteAction} />}
          </span>
          <span className="flex min-w-24 flex-1 flex-wrap items-center gap-x-2 gap-y-1 py-0.5">
            <TextLink variant="row" href={to('overview')}>
              <Outside>{app.name}</Outside>
              <span className="sr-only">, {environment.name}</span>
            </TextLink>
            <EnvironmentBadge name={environment.name} />
            {environment.isSimulated && (
              <span className="hidden @5xl:flex">
                <SimulatedBadge />
              </span>
            )}
            <Trouble environment={environment} health={health} />
            {lastDay.failed > 0 && (
              <TextLink
                variant="quiet"
                href={to('deliveries?state=failed&last=24h')}
                className="text-status-failed @2xl:hidden"
              >
                {outcomeWords(lastDay, 'failed')} failed
              </TextLink>
            )}
            {companyName && (
              <span className="w-full font-normal text-faint text-sm">
                <Outside>{companyName}</Outside>
              </span>
            )}
          </span>
        </span>
      </TableName>
      <TableCell className="hidden @xl:table-cell" align="right">
        <TextLink variant="quiet" href={to('devices?status=active')}>
          {countWords(health.activeDevices, health.hasMoreDevices)}
        </TextLink>
      </TableCell>
      <TableCell className="hidden @xl:table-cell" align="right">
        <TextLink variant="quiet" href={to('deliveries?last=24h')}>
          {countWords(lastDay.total, lastDay.isCapped)}
        </TextLink>
      </TableCell>
      <TableCell className="hidden @4xl:table-cell">
        {lastDay.total > 0 ? <OutcomeBar split={lastDay} /> : <span className="text-faint">None</span>}
      </TableCell>
      <TableCell className="hidden @2xl:table-cell" align="right">
        {lastDay.failed > 0 ? (
          <TextLink variant="quiet" href={to('deliveries?state=failed&last=24h')} className="text-status-failed">
            {outcomeWords(lastDay, 'failed')}
          </TextLink>
        ) : (
          <span className="text-faint">0</span>
        )}
      </TableCell>
      <TableCell isWrapped>
        <TextLink variant="quiet" href={to('prompt')}>
          {prompt.word}
        </TextLink>
      </TableCell>
      {menu}
    </TableRow>
  )
}

function Trouble({ environment, health }: Pick<Props, 'environment' | 'health'>) {
  if (environment.blockedReason) return <Badge tone="failed">On hold</Badge>
  if (environment.refusal) return <Badge tone="expired">Device on hold</Badge>
  return isDelayed(health.oldestWaitingSince) && <Badge tone="expired">Delayed</Badge>
}
