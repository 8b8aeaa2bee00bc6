'use client'

import { useState, useTransition } from 'react'
import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { onDemand } from '@/components/ui/on-demand'
import { tryCompanyApiAction } from './actions'
import type { Tried } from './tried-answer'

const TriedAnswer = onDemand(() => import('./tried-answer').then((loaded) => loaded.TriedAnswer))

export function TestRequest({ environmentId }: { environmentId: string }) {
  const [tried, setTried] = useState<Tried>()
  const [refusal, setRefusal] = useState<string>()
  const [isPending, startTransition] = useTransition()
  const attempt = () => {
    void TriedAnswer.preload()
    startTransition(async () => {
      const state = await acted(() => tryCompanyApiAction(environmentId))
      setTried(state.ok ? state.result : undefined)
      setRefusal(state.ok ? undefined : state.message)
    })
  }
  return (
    <div className="flex max-w-3xl flex-col gap-3">
      <div>
        <Button isPending={isPending} onClick={attempt}>
          Send test request
        </Button>
      </div>
      {refusal && <Callout tone="failure" isLive title={refusal} />}
      {tried && <TriedAnswer tried={tried} />}
    </div>
  )
}
