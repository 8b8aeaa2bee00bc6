'use client'

import { RotateCw } from 'lucide-react'
import { Suspense, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { onDemand } from '@/components/ui/on-demand'
import { Skeleton } from '@/components/ui/skeleton'
import type { Place } from './recover-form'

const RecoverForm = onDemand(() => import('./recover-form').then((loaded) => loaded.RecoverForm))

/** For after an outage: everything that failed meanwhile, sent again at once. */
export function RecoverButton(place: Place) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Dialog
      title="Resend failed notifications"
      description="Choose a period. Notifications that haven’t expired are sent again."
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<Button icon={<RotateCw aria-hidden className="size-3.5" />}>Resend failed…</Button>}
    >
      <Suspense fallback={<Skeleton className="h-40" />}>
        <RecoverForm {...place} onFollow={() => setOpen(false)} />
      </Suspense>
    </Dialog>
  )
}
