'use client'

import { Trash2 } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { toast } from '@/components/ui/toast'
import { erase } from './actions'

type Props = { environmentId: string; customerId: string; name: string; devices: number; environmentPath: string }

export function EraseCustomer({ environmentId, customerId, name, devices, environmentPath }: Props) {
  const router = useRouter()
  return (
    <ConfirmDialog
      title="Erase this customer?"
      confirmLabel="Erase customer"
      typeToConfirm={name}
      trigger={<Button icon={<Trash2 aria-hidden className="size-3.5" />}>Erase…</Button>}
      onConfirm={async (confirmation) => {
        const state = await acted(erase({ environmentId, customerId, confirmation }))
        if (!state.ok) return toast.failure(state.message)
        toast.good('Customer erased', { description: 'The log keeps that something was sent, not to whom or what.' })
        router.push(`${environmentPath}/devices` as Route)
      }}
    >
      <p>
        {devices === 1 ? 'Their device' : `Their ${devices} devices`}, presence and prompt history are deleted, and
        names and texts leave the log. This cannot be undone. The app makes the customer anew when they sign in again.
      </p>
    </ConfirmDialog>
  )
}
