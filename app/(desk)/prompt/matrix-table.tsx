'use client'

import { CircleCheck, CirclePause, OctagonX } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import { Checkbox } from '@/components/ui/checkbox'
import { RelativeTime } from '@/components/ui/relative-time'
import { RowKeys } from '@/components/ui/row-keys'
import { Table, TableCell, TableHead, TableHeader, TableName, TableRow } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import type { MatrixCell } from '@/lib/prompts/prompt-matrix'
import { percent, shareWhole } from '@/lib/prompts/share'
import { type AppRow, cellOf } from './matrix-rows'

type Props = { rows: AppRow[]; selected: ReadonlySet<string>; onSelect?: (selected: ReadonlySet<string>) => void }

export function MatrixTable({ rows, selected, onSelect }: Props) {
  const all = rows.every(({ appId }) => selected.has(appId))
  const toggle = (appId: string, isIn: boolean) => {
    const next = new Set(selected)
    if (isIn) next.add(appId)
    else next.delete(appId)
    onSelect?.(next)
  }
  return (
    <RowKeys>
      <Table label="Apps" rowCount={rows.length + 1}>
        <TableHead>
          {onSelect && (
            <TableHeader className="w-8">
              <Checkbox
                label="Select every app shown"
                isLabelHidden
                checked={all}
                indeterminate={!all && rows.some(({ appId }) => selected.has(appId))}
                onCheckedChange={(isIn) => onSelect(new Set(isIn ? rows.map(({ appId }) => appId) : []))}
              />
            </TableHeader>
          )}
          <TableHeader>App</TableHeader>
          <TableHeader>Production</TableHeader>
          <TableHeader>Sandbox</TableHeader>
          <TableHeader align="right">Reach</TableHeader>
          <TableHeader>SDK versions</TableHeader>
          <TableHeader align="right">Accepted</TableHeader>
          <TableHeader align="right">Last fetch</TableHeader>
        </TableHead>
        <tbody>
          {rows.map((row) => {
            const production = cellOf(row, 'production')
            return (
              <TableRow key={row.appId} className="h-12">
                {onSelect && (
                  <TableCell>
                    <Checkbox
                      label={`Select ${row.appName}`}
                      isLabelHidden
                      checked={selected.has(row.appId)}
                      onCheckedChange={(isIn) => toggle(row.appId, isIn)}
                    />
                  </TableCell>
                )}
                <TableName>
                  <span className="flex flex-col">
                    <TextLink variant="row" href={pathOf(row, production ? 'production' : 'sandbox')}>
                      {row.appName}
                    </TextLink>
                    <span className="font-normal text-faint text-sm">{row.companyName}</span>
                  </span>
                </TableName>
                <TableCell>
                  <Value row={row} cell={production} />
                </TableCell>
                <TableCell>
                  <Value row={row} cell={cellOf(row, 'sandbox')} />
                </TableCell>
                <TableCell align="right">
                  <Reach cells={row.cells} />
                </TableCell>
                <TableCell className="font-mono text-sm">{versionsOf(row.cells)}</TableCell>
                <TableCell align="right">
                  <Accepted cells={row.cells} />
                </TableCell>
                <TableCell align="right">
                  <LastFetch cells={row.cells} />
                </TableCell>
              </TableRow>
            )
          })}
        </tbody>
      </Table>
    </RowKeys>
  )
}

const pathOf = ({ companySlug, appSlug }: AppRow, environment: string) =>
  `/${companySlug}/${appSlug}/${environment}/prompt` as Route

function Value({ row, cell }: { row: AppRow; cell: MatrixCell | undefined }) {
  if (!cell) return <span className="text-faint">no environment</span>
  const Icon = cell.isStopped ? OctagonX : cell.isOn ? CircleCheck : CirclePause
  const color = cell.isStopped ? 'text-status-failed' : cell.isOn ? 'text-status-accepted' : 'text-status-suppressed'
  return (
    <Link
      href={pathOf(row, cell.environmentName)}
      className="flex w-fit items-center gap-2 rounded-sm py-1 hover:underline"
    >
      <Icon aria-hidden className={`size-4 ${color}`} />
      <span className="flex flex-col">
        <span className="font-medium">{wordsOf(cell)}</span>
        <span className="text-faint text-sm">{sourceOf(cell)}</span>
      </span>
    </Link>
  )
}

function wordsOf({ isOn, isStopped, share, ruleCount }: MatrixCell) {
  if (isStopped) return 'Stopped'
  if (!isOn) return 'Off'
  const rules = ruleCount ? ` · ${ruleCount} ${ruleCount === 1 ? 'rule' : 'rules'}` : ''
  return `On · ${share >= shareWhole ? 'everybody' : percent(share)}${rules}`
}

function sourceOf({ source, isScheduled }: MatrixCell) {
  const from = source === 'app' ? 'set here' : source === 'none' ? 'nothing set' : `from the ${source}`
  return isScheduled ? `${from}, scheduled` : from
}

const total = (cells: MatrixCell[], pick: (cell: MatrixCell) => number) =>
  cells.reduce((sum, cell) => sum + pick(cell), 0)

function Reach({ cells }: { cells: MatrixCell[] }) {
  const clients = total(cells, (cell) => cell.clients)
  if (clients === 0) return <span className="text-faint">–</span>
  return `${total(cells, (cell) => cell.clientsOn).toLocaleString('en')} of ${clients.toLocaleString('en')}`
}

function Accepted({ cells }: { cells: MatrixCell[] }) {
  const displayed = total(cells, (cell) => cell.displayed)
  if (displayed === 0) return <span className="text-faint">–</span>
  return `${Math.round((total(cells, (cell) => cell.accepted) / displayed) * 100)} % of ${displayed.toLocaleString('en')}`
}

function versionsOf(cells: MatrixCell[]) {
  const versions = [...new Set(cells.flatMap(({ sdkVersions }) => sdkVersions))].sort((a, b) =>
    b.localeCompare(a, 'en', { numeric: true }),
  )
  if (versions.length === 0) return <span className="font-sans text-faint">none seen</span>
  return `${versions.slice(0, 3).join(', ')}${versions.length > 3 ? ` +${versions.length - 3}` : ''}`
}

function LastFetch({ cells }: { cells: MatrixCell[] }) {
  const at = cells
    .flatMap(({ lastFetchAt }) => lastFetchAt ?? [])
    .sort()
    .at(-1)
  return at ? <RelativeTime at={at} /> : <span className="text-faint">never</span>
}
