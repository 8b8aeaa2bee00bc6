'use client'

import { Send } from 'lucide-react'
import { useState, useTransition } from 'react'
import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { CopyButton } from '@/components/ui/copy-button'
import { Outside } from '@/components/ui/outside'
import type { PushHeaders } from '@/lib/apns/check-headers'
import type { PushProblem } from '@/lib/apns/check-push'
import { isDictionary } from '@/lib/apns/push-types'
import { sendTest } from './actions'
import { pushCurl } from './push-curl'
import type { TestDevice } from './test-devices.query'

type Props = {
  base: string
  device: TestDevice | undefined
  payload: unknown
  headers: PushHeaders
  problems: PushProblem[]
  companySlug: string
  isProduction: boolean
  testsLeft: number
  onSent: (sent: { deliveryId: string | undefined; testsLeft: number }) => void
}

export function SendBar({
  base,
  device,
  payload,
  headers,
  problems,
  companySlug,
  isProduction,
  testsLeft,
  onSent,
}: Props) {
  const [isPending, startTransition] = useTransition()
  const [refusal, setRefusal] = useState<string>()
  const isReady = device !== undefined && problems.length === 0 && isDictionary(payload)

  async function send(confirmation?: string) {
    if (!device || !isDictionary(payload)) return
    setRefusal(undefined)
    const state = await acted(sendTest(base, { deviceId: device.deviceId, payload, headers, confirmation }))
    if (state.ok) onSent(state.result)
    else setRefusal([state.message, ...Object.values(state.fields).flat()].join(' '))
  }

  const icon = <Send aria-hidden className="size-4" />
  return (
    <section aria-label="Send" className="flex flex-wrap items-center gap-3 border-t pt-4">
      {isProduction ? (
        <ConfirmDialog
          title="Send to a production device?"
          confirmLabel="Send the test"
          typeToConfirm={companySlug}
          onConfirm={(typed) => send(typed)}
          trigger={
            <Button variant="danger" size="large" icon={icon} disabled={!isReady}>
              Send to production
            </Button>
          }
        >
          <p>
            <Outside>{device?.customerName}</Outside> is a real customer, and sees this on their phone (
            <Outside>{device?.maskedAddress}</Outside>). The test is sent even if the chat is open.
          </p>
        </ConfirmDialog>
      ) : (
        <Button
          variant="primary"
          size="large"
          icon={icon}
          disabled={!isReady}
          isPending={isPending}
          onClick={() => startTransition(() => send())}
        >
          Send test
        </Button>
      )}
      {isDictionary(payload) && (
        <CopyButton
          text={pushCurl({ payload, headers, deviceId: device?.deviceId })}
          label="Copy as curl"
          size="medium"
        />
      )}
      <span className="text-quiet">
        {whatIsMissing(device, problems)} You can send {testsLeft} more within a minute.
      </span>
      {refusal && (
        <p role="alert" className="basis-full text-danger-text">
          {refusal}
        </p>
      )}
    </section>
  )
}

function whatIsMissing(device: TestDevice | undefined, problems: PushProblem[]) {
  if (problems.length > 0)
    return `${problems.length === 1 ? 'One thing' : `${problems.length} things`} to put right first.`
  return device ? '' : 'Choose a device first.'
}
