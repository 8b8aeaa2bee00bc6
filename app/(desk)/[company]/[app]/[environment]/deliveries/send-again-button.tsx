'use client'

import { useQueryClient } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Outside } from '@/components/ui/outside'
import { toast } from '@/components/ui/toast'
import { sendAgain } from './actions'
import type { Delivery } from './delivery.query'

export function SendAgainButton({ delivery, base }: { delivery: Delivery; base: string }) {
  const router = useRouter()
  const client = useQueryClient()
  async function confirm() {
    const state = await acted(sendAgain({ environmentId: delivery.environmentId, deliveryId: delivery.id }))
    if (!state.ok) {
      toast.failure('Couldn’t resend the notification', { description: state.message })
      return true
    }
    void client.invalidateQueries({ queryKey: ['delivery', base] })
    router.push(`${base}/${state.result.id}` as Route)
    toast.good('Notification resent')
    return true
  }
  return (
    <ConfirmDialog
      title="Resend this notification?"
      confirmLabel="Resend"
      isDangerous={false}
      onConfirm={confirm}
      trigger={<Button icon={<RotateCw aria-hidden className="size-3.5" />}>Resend</Button>}
    >
      <p>
        <Outside>{delivery.customerName ?? 'The customer'}</Outside> gets the same notification on the same device (
        <Outside>{delivery.maskedAddress}</Outside>). If it was shown before, the new one replaces it on the phone.
      </p>
    </ConfirmDialog>
  )
}
