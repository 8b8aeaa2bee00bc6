'use client'

import type { ReactElement } from 'react'
import { acted } from '@/components/desk/acted'
import { ConfirmDialog } from '@/components/ui/overlays/confirm-dialog'
import { toast } from '@/components/ui/overlays/toast'
import { Outside } from '@/components/ui/text/outside'
import { sendAgainAction } from './actions'

type Props = {
  delivery: { environmentId: string; deliveryId: string }
  customerName: string | null | undefined
  maskedAddress?: string
  trigger: ReactElement
  onResent: (newDeliveryId: string) => void
}

/** Asks for confirmation before resending a notification to the same device. */
export function ResendDialog({ delivery, customerName, maskedAddress, trigger, onResent }: Props) {
  async function confirm() {
    const state = await acted(() => sendAgainAction(delivery))
    if (state.ok) {
      onResent(state.result.id)
      toast.good('Notification resent')
    } else toast.failure('Couldn’t resend the notification', { description: state.message })
    return true
  }
  return (
    <ConfirmDialog
      title="Resend this notification?"
      confirmLabel="Resend"
      isDangerous={false}
      onConfirm={confirm}
      trigger={trigger}
    >
      <p>
        <Outside>{customerName ?? 'The customer'}</Outside> gets the same notification on the same device
        {maskedAddress && (
          <>
            {' '}
            (<Outside>{maskedAddress}</Outside>)
          </>
        )}
        . If it was shown before, the new one replaces it on the phone.
      </p>
    </ConfirmDialog>
  )
}
