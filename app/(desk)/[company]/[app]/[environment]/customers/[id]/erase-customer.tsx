'use client'

import { Trash2 } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/overlays/confirm-dialog'
import { toast } from '@/components/ui/overlays/toast'
import { eraseCustomerAction } from './actions'

type Props = { environmentId: string; customerId: string; name: string; devices: number; environmentPath: string }

export function EraseCustomerButton({ environmentId, customerId, name, devices, environmentPath }: Props) {
  const router = useRouter()
  return (
    <ConfirmDialog
      title="Erase this customer?"
      confirmLabel="Erase customer"
      typeToConfirm={name}
      trigger={<Button icon={<Trash2 aria-hidden className="size-3.5" />}>Erase…</Button>}
      onConfirm={async (confirmation) => {
        const state = await acted(() => eraseCustomerAction({ environmentId, customerId, confirmation }))
        if (!state.ok) return toast.failure('Couldn’t erase the customer', { description: state.message })
        toast.good('Customer erased', {
          description: 'The delivery log keeps the record that a push was sent, without the recipient or content.',
        })
        router.push(`${environmentPath}/devices` as Route)
      }}
    >
      <p>
        This permanently deletes their {devices === 0 ? '' : devices === 1 ? 'device, ' : `${devices} devices, `}
        presence{devices === 0 ? '' : ','} and prompt history, and removes their ID and the texts sent to them from the
        delivery log. If they sign in again, the app creates a new customer record.
      </p>
    </ConfirmDialog>
  )
}
