'use client'

import type { Route } from 'next'
import { useState, useTransition } from 'react'
import { v4 as newKey } from 'uuid'
import { sendTestNotification } from '@/app/(desk)/[company]/[app]/[environment]/test/test-notification.query'
import { failureWords } from '@/components/desk/desk-fetch'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { ConfirmDialog } from '@/components/ui/overlays/confirm-dialog'
import { toast } from '@/components/ui/overlays/toast'
import { TextLink } from '@/components/ui/text/text-link'
import type { StepProps } from './setup-acts'

const payload = {
  aps: { alert: { title: 'Your agent replied', body: 'This is a test from Pushdesk.' }, sound: 'default' },
}
const headers = { 'apns-push-type': 'alert', 'apns-priority': '10' } as const

/** Sends the first test to the newest device. */
export function PushStep({ path, environmentId, environmentName, companySlug, maySend, steps, pause }: StepProps) {
  const { deviceId, hasAccepted } = steps
  const [isPending, startTransition] = useTransition()
  const [sentId, setSentId] = useState<string>()
  if (!deviceId) return <p className="text-quiet">Register a device first.</p>

  async function send(confirmation?: string) {
    try {
      const test = { environmentId, deviceId: deviceId ?? '', payload, headers, confirmation, idempotencyKey: newKey() }
      setSentId((await sendTestNotification(test)).delivery.id)
    } catch (error) {
      toast.failure('Couldn’t send the test', { description: failureWords(error) })
      return false
    }
  }

  const variant = hasAccepted ? 'secondary' : 'primary'
  return (
    <>
      <PushState path={path} steps={steps} sentId={sentId} />
      {!maySend && <p className="text-quiet">Support, an integration manager, or an admin can send it.</p>}
      {maySend && (
        <div className="flex flex-wrap gap-2">
          {environmentName === 'production' ? (
            <ConfirmDialog
              title="Send test to a production device?"
              confirmLabel="Send test"
              typeToConfirm={companySlug}
              onConfirm={send}
              onOpenChange={pause}
              trigger={<Button variant={variant}>Send test to production…</Button>}
            >
              <p>The test goes to the device that registered last, regardless of its customer.</p>
            </ConfirmDialog>
          ) : (
            <Button
              variant={variant}
              isPending={isPending}
              onClick={() => startTransition(async () => void (await send()))}
            >
              Send test
            </Button>
          )}
          <ButtonLink variant="ghost" href={`${path}/test?device=${deviceId}` as Route}>
            Write a test
          </ButtonLink>
        </div>
      )}
    </>
  )
}

function PushState({ path, steps, sentId }: Pick<StepProps, 'path' | 'steps'> & { sentId: string | undefined }) {
  const { hasAccepted, hasReceived } = steps
  return (
    <p role="status" className="text-quiet">
      {hasReceived
        ? 'A phone received a notification and sent a receipt.'
        : hasAccepted
          ? 'Accepted. No phone has sent a receipt yet. This page updates automatically.'
          : sentId
            ? 'Sent. This page updates when it’s accepted.'
            : 'Sends one notification to the device that registered last.'}{' '}
      {sentId && <TextLink href={`${path}/deliveries/${sentId}` as Route}>Show each stage</TextLink>}
    </p>
  )
}
