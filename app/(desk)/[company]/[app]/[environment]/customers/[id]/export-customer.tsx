'use client'

import { Download } from 'lucide-react'
import { useTransition } from 'react'
import { acted } from '@/components/desk/acted'
import { saveFile } from '@/components/desk/save-export'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/overlays/toast'
import { exportCustomerAction } from './actions'

export function ExportCustomerButton(customer: { environmentId: string; customerId: string }) {
  const [isPending, startTransition] = useTransition()
  const save = () =>
    startTransition(async () => {
      const state = await acted(() => exportCustomerAction(customer))
      if (!state.ok) return void toast.failure('Couldn’t export the customer’s data', { description: state.message })
      saveFile(new Blob([state.result ?? ''], { type: 'application/json' }), `customer-${customer.customerId}.json`)
      toast.good('Customer’s data exported', { description: 'The export is recorded in the audit log.' })
    })
  return (
    <Button icon={<Download aria-hidden className="size-3.5" />} onClick={save} isPending={isPending}>
      Export data
    </Button>
  )
}
