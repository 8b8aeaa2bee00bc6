import { CircleCheck, CirclePause, OctagonX } from 'lucide-react'
import type { Route } from 'next'
import { WaitingMark } from '@/components/desk/approvals/waiting-mark'
import { Link } from '@/components/ui/link'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { formatNumber, formatPercent, plural } from '@/lib/format/number'
import { percent, shareWhole } from '@/lib/prompts/content/share'
import { newestFirst } from '@/lib/prompts/content/version'
import type { MatrixCell } from '@/lib/prompts/prompt-matrix'
import { type AppRow, cellOf } from './matrix-rows'

export const promptPath = ({ companySlug, appSlug }: AppRow, environment: string) =>
  `/${companySlug}/${appSlug}/${environment}/prompt` as Route

/** The configuration in effect in one environment, and a mark if a change of it waits for approval. */
export function InEffect({ row, name }: { row: AppRow; name: MatrixCell['environmentName'] }) {
  return (
    <>
      <Value row={row} cell={cellOf(row, name)} />
      <WaitingMark appId={row.appId} environmentName={name} />
    </>
  )
}

export function Value({ row, cell }: { row: AppRow; cell: MatrixCell | undefined }) {
  if (!cell) return <span className="text-faint">No environment</span>
  const Icon = cell.isStopped ? OctagonX : cell.isOn ? CircleCheck : CirclePause
  const color = cell.isStopped ? 'text-status-failed' : cell.isOn ? 'text-status-accepted' : 'text-status-suppressed'
  return (
    <Link
      href={promptPath(row, cell.environmentName)}
      className="flex w-fit items-center gap-2 rounded-sm py-1 hover:underline"
    >
      <Icon aria-hidden className={`size-4 shrink-0 ${color}`} />
      <span className="flex flex-col">
        <span className="font-medium">{wordsOf(cell)}</span>
        <span className="text-faint text-sm">{sourceOf(cell)}</span>
      </span>
    </Link>
  )
}

function wordsOf({ isOn, isStopped, isReadable, share, ruleCount }: MatrixCell) {
  if (isStopped) return 'Forced off'
  if (!isReadable) return 'Saved by a newer version'
  if (!isOn) return 'Off'
  const whom = share >= shareWhole ? 'everyone' : share === 0 ? 'no one' : percent(share)
  if (!ruleCount) return `On · ${whom}`
  return `On · ${plural(ruleCount, 'rule')}, then ${whom}${share >= shareWhole || share === 0 ? ' else' : ''}`
}

function sourceOf({ source, isScheduled }: MatrixCell) {
  const from = source === 'app' ? 'customized' : source === 'none' ? 'not configured' : `from the ${source}`
  return isScheduled ? `${from}, scheduled` : from
}

const total = (cells: MatrixCell[], pick: (cell: MatrixCell) => number) =>
  cells.reduce((sum, cell) => sum + pick(cell), 0)

/**
 * Counts only clients that fetched the configuration in effect. What older revisions told the others no longer applies.
 */
export function ReachCell({ cells }: { cells: MatrixCell[] }) {
  const clients = total(cells, (cell) => cell.clientsCurrent)
  if (clients === 0) return <span className="text-faint">–</span>
  return `${formatNumber(total(cells, (cell) => cell.clientsOn))} of ${formatNumber(clients)}`
}

export function Accepted({ cells }: { cells: MatrixCell[] }) {
  const displayed = total(cells, (cell) => cell.displayed)
  if (displayed === 0) return <span className="text-faint">–</span>
  return `${formatPercent(total(cells, (cell) => cell.accepted) / displayed, 0)} of ${formatNumber(displayed)}`
}

export function versionsOf(cells: MatrixCell[]) {
  const versions = newestFirst(new Set(cells.flatMap(({ sdkVersions }) => sdkVersions)))
  if (versions.length === 0) return <span className="font-sans text-faint">None seen</span>
  return `${versions.slice(0, 3).join(', ')}${versions.length > 3 ? ` +${versions.length - 3}` : ''}`
}

export function LastFetch({ cells }: { cells: MatrixCell[] }) {
  const at = cells
    .flatMap(({ lastFetchAt }) => lastFetchAt ?? [])
    .sort()
    .at(-1)
  return at ? <RelativeTime at={at} /> : <span className="text-faint">Never</span>
}
