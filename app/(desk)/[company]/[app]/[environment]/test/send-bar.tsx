'use client'

import { Send } from 'lucide-react'
import { useRef, useState, useTransition } from 'react'
import { v4 as newKey } from 'uuid'
import { FetchFailed } from '@/components/desk/desk-fetch'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/overlays/confirm-dialog'
import { CopyButton } from '@/components/ui/text/copy-button'
import { Outside } from '@/components/ui/text/outside'
import { useNow } from '@/components/ui/time/now'
import type { CallerHeaders } from '@/lib/apns/push/check-headers'
import { isDictionary, type PushProblem } from '@/lib/apns/push/push-types'
import { pushCurl } from './push-curl'
import type { TestDevice } from './test-devices.query'
import { sendTestNotification } from './test-notification.query'

type Props = {
  environmentId: string
  device: TestDevice | undefined
  payload: unknown
  headers: CallerHeaders
  problems: PushProblem[]
  companySlug: string
  isProduction: boolean
  quota: Quota
  onSent: (sent: { deliveryId: string; testsLeft: number }) => void
}

export function SendBar({
  environmentId,
  device,
  payload,
  headers,
  problems,
  companySlug,
  isProduction,
  quota,
  onSent,
}: Props) {
  const [isPending, startTransition] = useTransition()
  const [refusal, setRefusal] = useState<string>()
  const testsLeft = testsLeftAt(quota, useNow())
  const isReady = device !== undefined && problems.length === 0 && isDictionary(payload) && testsLeft > 0

  /** The last test without a response, so that a retry isn't sent twice. */
  const unanswered = useRef({ content: '', key: '' })

  async function send(confirmation?: string) {
    if (!device || !isDictionary(payload)) return
    setRefusal(undefined)
    const test = { environmentId, deviceId: device.deviceId, payload, headers }
    const content = JSON.stringify(test)
    if (unanswered.current.content !== content) unanswered.current = { content, key: newKey() }
    const idempotencyKey = unanswered.current.key
    try {
      const { delivery, testsLeft: left } = await sendTestNotification({ ...test, confirmation, idempotencyKey })
      unanswered.current = { content: '', key: '' }
      onSent({ deliveryId: delivery.id, testsLeft: left })
    } catch (error) {
      setRefusal(refusalWords(error))
    }
  }

  const icon = <Send aria-hidden className="size-4" />
  return (
    <section aria-label="Send" className="flex flex-wrap items-center gap-3 border-t pt-4">
      {isProduction ? (
        <ConfirmDialog
          title="Send test to a production device?"
          confirmLabel="Send test"
          typeToConfirm={companySlug}
          onConfirm={(typed) => send(typed)}
          trigger={
            <Button variant="danger" size="large" icon={icon} disabled={!isReady}>
              Send test to production…
            </Button>
          }
        >
          <p>
            <Outside>{device?.customerName}</Outside> is a real customer. This goes to their phone (
            <Outside>{device?.maskedAddress}</Outside>), even if the chat is open.
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
        {whatIsMissing(device, problems)} {testsLeft} {testsLeft === 1 ? 'test' : 'tests'} left this minute.
      </span>
      {refusal && (
        <p role="alert" className="basis-full text-danger-text">
          {refusal}
        </p>
      )}
    </section>
  )
}

/** The tests left at a given time, and the limit per minute. */
export type Quota = { left: number; at: Date; perMinuteMax: number }

const windowMs = 60_000

/** All tests are available again after a minute without one. */
const testsLeftAt = ({ left, at, perMinuteMax }: Quota, now: Date) =>
  now.getTime() - at.getTime() >= windowMs ? perMinuteMax : left

const refusalWords = (error: unknown) =>
  error instanceof FetchFailed && error.status > 0
    ? [error.message, ...Object.values(error.fields).flat()].join(' ')
    : 'Pushdesk didn’t respond. Try again: a test that was already sent isn’t sent twice.'

function whatIsMissing(device: TestDevice | undefined, problems: PushProblem[]) {
  if (problems.length > 0) return `Fix ${problems.length === 1 ? '1 problem' : `${problems.length} problems`} to send.`
  return device ? '' : 'Choose a device to send.'
}
