'use client'

import { parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs'
import { useMemo, useState } from 'react'
import { FindAppsField } from '@/app/(desk)/home/find-apps-field'
import { WaitingApprovals } from '@/components/desk/approvals/waiting-approvals'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Select } from '@/components/ui/form/select'
import { PageHeader } from '@/components/ui/page-header'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { formatNumber, plural } from '@/lib/format/number'
import type { Matrix } from '@/lib/prompts/prompt-matrix'
import { hasWords } from '@/lib/text/has-words'
import { AllPromptsTable } from './all-prompts-table'
import { BulkBar } from './bulk-bar'
import { type AppRow, appRows } from './matrix-rows'
import { StopMenu } from './stop-menu'

type Props = { matrix: Matrix; mayPublish: boolean; mayPublishPlatform: boolean }

const answers = ['all', 'on', 'off', 'set', 'stopped', 'silent'] as const

export function AllPromptsScreen({ matrix, mayPublish, mayPublishPlatform }: Props) {
  const [find, setFind] = useQueryState('find', parseAsString.withDefault(''))
  const [show, setShow] = useQueryState('show', parseAsStringLiteral(answers).withDefault('all'))
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const rows = useMemo(() => appRows(matrix.cells), [matrix.cells])
  const shown = rows.filter((row) => matches(row, find) && isShown(row, show))
  const isChosen = ({ appId }: AppRow) => selected.has(appId)
  const chosen = shown.filter(isChosen)
  const hiddenCount = rows.filter(isChosen).length - chosen.length

  function showAll() {
    void setFind(null)
    void setShow(null)
  }

  return (
    <div className="flex flex-col gap-5 pb-20">
      <PageHeader
        title="All prompts"
        description={<AllPromptsStatusLine matrix={matrix} />}
        actions={mayPublish && <StopMenu matrix={matrix} mayPublishPlatform={mayPublishPlatform} />}
      />
      <WaitingApprovals />
      <div className="flex flex-wrap items-end gap-3">
        <FindAppsField find={find} setFind={setFind} />
        <Select
          label="Show"
          isLabelHidden
          className="min-w-44 flex-1 sm:w-52 sm:flex-none"
          value={show}
          onValueChange={(next) => void setShow(next)}
          options={[
            { value: 'all', label: 'All apps' },
            { value: 'on', label: 'On somewhere' },
            { value: 'off', label: 'Off everywhere' },
            { value: 'set', label: 'Customized' },
            { value: 'stopped', label: 'Forced off' },
            { value: 'silent', label: `No fetch in ${matrix.windowDays} days` },
          ]}
        />
        <p aria-live="polite" className="pb-1.5 text-quiet">
          {shown.length} of {plural(rows.length, 'app')}
        </p>
      </div>
      {shown.length === 0 ? (
        rows.length === 0 ? (
          <EmptyState title="No apps yet">
            Your companies’ apps appear here, with the prompt in effect in each environment.
          </EmptyState>
        ) : (
          <EmptyState title="No apps match" action={<Button onClick={showAll}>Clear filters</Button>} />
        )
      ) : (
        <AllPromptsTable rows={shown} selected={selected} onSelect={mayPublish ? setSelected : undefined} />
      )}
      {mayPublish && chosen.length + hiddenCount > 0 && (
        <BulkBar rows={chosen} {...{ hiddenCount, showAll }} onDone={() => setSelected(new Set())} />
      )}
    </div>
  )
}

/** Computed with the evaluator that serves the clients. */
export function AllPromptsStatusLine({ matrix: { cells, windowDays } }: { matrix: Matrix }) {
  const live = cells.filter(({ environmentName }) => environmentName === 'production')
  const on = live.filter(({ isOn }) => isOn)
  const sum = (pick: (cell: (typeof live)[number]) => number) => live.reduce((total, cell) => total + pick(cell), 0)
  const clients = sum((cell) => cell.clients)
  const current = sum((cell) => cell.clientsCurrent)
  const fetched = live.filter((cell) => cell.clients > 0 && cell.clientsCurrent === cell.clients).length
  const heard = live.filter((cell) => cell.clients > 0).length
  const latest = [...live].sort((a, b) => (b.changedAt ?? '').localeCompare(a.changedAt ?? ''))[0]
  return (
    <span>
      <strong className="font-semibold text-text">
        On for {on.length} of {plural(live.length, 'app')} in production
      </strong>
      {clients > 0 &&
        ` · fetched by ${formatNumber(current)} of ${formatNumber(clients)} production clients active in the last ${windowDays} days`}
      {current > 0 && `, ${formatNumber(sum((cell) => cell.clientsOn))} of them asked`}
      {latest?.changedAt && (
        <>
          {' '}
          · last effective change <RelativeTime isSentence at={latest.changedAt} />
          {latest.changedBy && ` by ${latest.changedBy}`}
        </>
      )}
      {heard > 0 && ` · all clients up to date in ${fetched} of ${plural(heard, 'app')}`}
    </span>
  )
}

const matches = ({ appName, companyName }: AppRow, find: string) => hasWords(`${companyName} ${appName}`, find)

function isShown({ cells }: AppRow, show: (typeof answers)[number]) {
  if (show === 'on') return cells.some(({ isOn }) => isOn)
  if (show === 'off') return cells.every(({ isOn }) => !isOn)
  if (show === 'set') return cells.some(({ isSetHere }) => isSetHere)
  if (show === 'stopped') return cells.some(({ isStopped }) => isStopped)
  if (show === 'silent') return cells.every(({ lastFetchAt }) => !lastFetchAt)
  return true
}
