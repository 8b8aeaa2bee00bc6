'use client'

import { useQuery } from '@tanstack/react-query'
import { useTransition } from 'react'
import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { toast } from '@/components/ui/overlays/toast'
import { Outside } from '@/components/ui/text/outside'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { formatNumber } from '@/lib/format/number'
import type { SwitchedFault } from '@/lib/simulator/list-faults'
import { turnOffFaultAction } from './actions'
import { hitCounts } from './simulator-log.query'

type Props = { base: string; environmentId: string; faults: SwitchedFault[]; mayChange: boolean }

/** Lists the faults that are on and who turned them on. */
export function SwitchedFaults({ base, environmentId, faults, mayChange }: Props) {
  const [isPending, startTransition] = useTransition()
  const { data: counts = {} } = useQuery({ ...hitCounts(base), enabled: faults.length > 0 })
  if (faults.length === 0)
    return <Callout tone="good">No faults are on. The simulator responds the way APNs normally does.</Callout>

  const stop = (wanted: SwitchedFault[]) =>
    startTransition(async () => {
      for (const { id } of wanted) {
        const state = await acted(() => turnOffFaultAction(environmentId, id))
        if (!state.ok) toast.failure('Couldn’t turn off the fault', { description: state.message })
      }
    })

  return (
    <Callout
      tone="warning"
      title={faults.length === 1 ? '1 fault is on' : `${faults.length} faults are on`}
      action={
        mayChange &&
        faults.length > 1 && (
          <Button size="small" isPending={isPending} onClick={() => stop(faults)}>
            Turn off all
          </Button>
        )
      }
    >
      <ul className="mt-1 flex flex-col gap-1">
        {faults.map((fault) => (
          <li key={fault.id} className="flex flex-wrap items-center gap-x-2">
            <span className="font-medium text-text">
              <Outside>{fault.title}</Outside>
            </span>
            <span>
              by <Outside>{fault.createdByName}</Outside>, <RelativeTime isSentence at={fault.createdAt} />,{' '}
              {hitWords(counts[fault.id] ?? fault.hitCount)}
            </span>
            {mayChange && (
              <Button
                size="small"
                variant="ghost"
                disabled={isPending}
                aria-label={`Turn off ${fault.title}`}
                onClick={() => stop([fault])}
              >
                Turn off
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Callout>
  )
}

const hitWords = (count: number) =>
  count === 0 ? 'not hit yet' : `hit ${formatNumber(count)} ${count === 1 ? 'time' : 'times'}`
