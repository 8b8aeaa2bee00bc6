'use client'

import { useQueryClient } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { Button } from '@/components/ui/button'
import type { Delivery } from './delivery.query'
import { ResendDialog } from './resend-dialog'

export function SendAgainButton({ delivery, base }: { delivery: Delivery; base: string }) {
  const router = useRouter()
  const client = useQueryClient()
  return (
    <ResendDialog
      delivery={{ environmentId: delivery.environmentId, deliveryId: delivery.id }}
      customerName={delivery.customerName}
      maskedAddress={delivery.maskedAddress}
      trigger={<Button icon={<RotateCw aria-hidden className="size-3.5" />}>Resend</Button>}
      onResent={(id) => {
        void client.invalidateQueries({ queryKey: ['delivery', base] })
        router.push(`${base}/${id}` as Route)
      }}
    />
  )
}
