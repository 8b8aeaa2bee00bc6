'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Route } from 'next'
import { useState, useTransition } from 'react'
import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Select } from '@/components/ui/form/select'
import { DialogActions, DialogClose } from '@/components/ui/overlays/dialog'
import { Skeleton } from '@/components/ui/skeleton'
import { TextLink } from '@/components/ui/text/text-link'
import { plural } from '@/lib/format/number'
import { recoverFailedAction } from './actions'
import { RecoverReasons } from './recover-reasons'
import { recoverySince } from './recovery.query'
import { noFilters, writeFilters } from './search-params'

const spans = [
  { value: '1', label: 'In the last hour' },
  { value: '6', label: 'In the last 6 hours' },
  { value: '24', label: 'In the last 24 hours' },
  { value: '168', label: 'In the last 7 days' },
] as const
type Span = (typeof spans)[number]['value']

type Ended = { recovered: number; at: Date } | { message: string }

export type RecoverPlace = { base: string; environmentId: string }
type Props = RecoverPlace & { onFollow: () => void }

export function RecoverForm({ base, environmentId, onFollow }: Props) {
  const [span, setSpan] = useState<Span>('24')
  // Fixed when the period is chosen, so that the deliveries sent are the ones shown.
  const [since, setSince] = useState(() => hoursAgo('24'))
  const [left, setLeft] = useState<string[]>([])
  const [ended, setEnded] = useState<Ended>()
  const [isPending, startTransition] = useTransition()
  const client = useQueryClient()
  const { data, error, refetch } = useQuery(recoverySince(base, since))
  // Deliveries without a reason can't be selected on their own, so include them only with all reasons.
  const isChosen = (reason: string | null) => (reason === null ? left.length === 0 : !left.includes(reason))
  const chosen = (data?.byReason ?? []).filter(({ reason }) => isChosen(reason))
  const count = Math.min(
    chosen.reduce((sum, { recoverable }) => sum + recoverable, 0),
    data?.atOnceMax ?? 0,
  )

  const send = () =>
    startTransition(async () => {
      const reasons = left.length > 0 ? chosen.flatMap(({ reason }) => reason ?? []) : undefined
      const state = await acted(() => recoverFailedAction(environmentId, { since, reasons, expectedCount: count }))
      setEnded(state.ok ? state.result : { message: state.message })
      void client.invalidateQueries({ queryKey: ['deliveries', base] })
      void refetch()
    })

  if (ended && 'recovered' in ended) return <Recovered {...{ base, environmentId, onFollow }} {...ended} />
  return (
    <>
      <Select
        label="Failed"
        options={spans}
        value={span}
        onValueChange={(next) => {
          setSpan(next)
          setSince(hoursAgo(next))
          setEnded(undefined)
        }}
      />
      {error && (
        <Callout tone="failure" title="Couldn’t count failed deliveries" isLive>
          {error.message}
        </Callout>
      )}
      {!data && !error && <Skeleton className="h-24" />}
      {data && <RecoverReasons recovery={data} left={left} onLeave={setLeft} />}
      {ended && (
        <Callout tone="failure" title="Couldn’t resend the notifications" isLive>
          {ended.message}
        </Callout>
      )}
      {count > 0 && (
        <p className="text-quiet">
          Customers get these notifications now, on the same devices. A notification that was already shown is replaced.
        </p>
      )}
      <DialogActions>
        <DialogClose>Cancel</DialogClose>
        <Button variant="primary" disabled={count === 0} isPending={isPending} onClick={send}>
          {count === 0 ? 'Nothing to resend' : `Resend ${plural(count, 'notification')}`}
        </Button>
      </DialogActions>
    </>
  )
}

function Recovered({ base, onFollow, recovered, at }: Props & { recovered: number; at: Date }) {
  const href = `${base}${writeFilters({ ...noFilters, from: at })}` as Route
  return (
    <>
      <Callout tone="good" title={`${plural(recovered, 'notification')} resent`} isLive>
        Each is a new delivery linked to the original.{' '}
        <TextLink href={href} onClick={onFollow}>
          View them in Deliveries
        </TextLink>
      </Callout>
      <DialogActions>
        <DialogClose>Close</DialogClose>
      </DialogActions>
    </>
  )
}

const hoursAgo = (span: Span) => new Date(Date.now() - Number(span) * 3_600_000)
