'use client'

import { useQuery } from '@tanstack/react-query'
import { MessageCircleQuestion } from 'lucide-react'
import { useState, useTransition } from 'react'
import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/section'
import { RelativeTime } from '@/components/ui/time/relative-time'
import type { FormState } from '@/lib/form-state'
import { ProbeResult } from './probe-result'
import { type PhoneProbes, type Probe, probesQuery } from './probes.query'

type Props = {
  device: { environmentId: string; deviceId: string }
  /** The server action that sends the probe. */
  ask: (device: { environmentId: string; deviceId: string }) => Promise<NonNullable<FormState<unknown>>>
  mayAsk: boolean
  initial?: PhoneProbes
}

/** Asks the phone what iOS shows of the app's notifications, and shows its current and earlier answers. */
export function AskPhone({ device, ask, mayAsk, initial }: Props) {
  const { data, refetch } = useQuery({ ...probesQuery(device), initialData: initial })
  const [problem, setProblem] = useState<string>()
  const [isPending, startTransition] = useTransition()
  const [newest, ...earlier] = data?.probes ?? []
  const isAwaited = newest?.state === 'sending' || newest?.state === 'waiting'
  const askNow = () =>
    startTransition(async () => {
      setProblem(undefined)
      const state = await acted(() => ask(device))
      if (!state.ok) setProblem(state.message)
      await refetch()
    })
  return (
    <Section
      title="Ask the phone"
      actions={
        mayAsk && (
          <Button
            icon={<MessageCircleQuestion aria-hidden className="size-3.5" />}
            isPending={isPending}
            disabled={!data || data.asksLeft === 0 || isAwaited}
            onClick={askNow}
          >
            Ask the phone
          </Button>
        )
      }
    >
      <p className="max-w-prose text-quiet">
        The app reports its notification settings in iOS. The customer doesn’t notice.
        {mayAsk ? data && <Allowance {...data} /> : ' Admins, integration managers, and support can ask.'}
      </p>
      {problem && (
        <p role="alert" className="text-danger-text">
          {problem}
        </p>
      )}
      {newest && (
        <div className="flex max-w-2xl flex-col gap-2">
          <AskedWhen probe={newest} />
          <ProbeResult probe={newest} />
        </div>
      )}
      {earlier.length > 0 && <EarlierProbes probes={earlier} />}
    </Section>
  )
}

function Allowance({ asksLeft, nextAskAt, refusal }: PhoneProbes) {
  if (refusal) return <> {refusal}</>
  if (!nextAskAt) return <> {asksLeft} of 3 questions left this hour.</>
  return (
    <>
      {' '}
      This phone was asked 3 times in the last hour. You can ask again <RelativeTime at={nextAskAt} />.
    </>
  )
}

const AskedWhen = ({ probe }: { probe: Probe }) => (
  <p className="text-quiet text-sm">
    Asked by {probe.askedBy} <RelativeTime at={probe.askedAt} />
    {probe.answeredAt && (
      <>
        , answered <RelativeTime at={probe.answeredAt} />
      </>
    )}
  </p>
)

function EarlierProbes({ probes }: { probes: Probe[] }) {
  return (
    <details>
      <summary className="cursor-pointer text-quiet">Earlier questions ({probes.length})</summary>
      <ul className="mt-2 flex flex-col gap-2">
        {probes.map((probe) => (
          <li key={probe.id} className="border-line border-l-2 pl-3">
            <AskedWhen probe={probe} />
            <p>{probe.verdict?.sentence ?? 'Waiting for a response.'}</p>
          </li>
        ))}
      </ul>
    </details>
  )
}
