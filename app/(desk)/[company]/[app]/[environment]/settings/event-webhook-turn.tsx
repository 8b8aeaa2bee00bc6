'use client'

import { useTransition } from 'react'
import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/overlays/toast'
import type { EventWebhookView } from '@/lib/events/webhooks/list-event-webhooks'
import { testEventWebhookAction, turnEventWebhookAction } from './event-webhook-actions'

type Props = {
  at: { environmentId: string; webhookId: string }
  host: string
  state: EventWebhookView['state']
}

/** Sends a test, and turns the webhook off or on. */
export function EventWebhookTurn({ at, host, state }: Props) {
  const [isTesting, startTest] = useTransition()
  const [isTurning, startTurn] = useTransition()
  const isRunning = state === 'active' || state === 'failing'
  const test = () =>
    startTest(async () => {
      const tested = await acted(() => testEventWebhookAction(at))
      if (!tested.ok) toast.failure('Couldn’t send a test', { description: tested.message })
      else if (tested.result.isTaken) toast.good('Test sent', { description: tested.result.answer })
      else toast.failure('Couldn’t send a test', { description: tested.result.answer })
    })
  const turn = () =>
    startTurn(async () => {
      const turned = await acted(() => turnEventWebhookAction(at, !isRunning))
      if (!turned.ok) toast.failure('Couldn’t change the event webhook', { description: turned.message })
    })
  return (
    <>
      <Button size="small" isPending={isTesting} onClick={test} aria-label={`Send a test to ${host}`}>
        Send test
      </Button>
      <Button size="small" isPending={isTurning} onClick={turn} aria-label={`${turnWords(state)} ${host}`}>
        {turnWords(state)}
      </Button>
    </>
  )
}

function turnWords(state: Props['state']) {
  if (state === 'paused') return 'Resume'
  return state === 'off' ? 'Turn on' : 'Turn off'
}
