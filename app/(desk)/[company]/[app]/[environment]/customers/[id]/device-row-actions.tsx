'use client'

import type { Route } from 'next'
import { useState, useTransition } from 'react'
import {
  type ActedOn,
  DisableDialog,
  enableWithToast,
} from '@/app/(desk)/[company]/[app]/[environment]/devices/device-dialogs'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'

type Props = {
  device: ActedOn & { status: 'active' | 'suspect' | 'disabled' }
  environmentPath: string
  may: { change: boolean; test: boolean }
}

/** Support's actions for one of several devices, without leaving the customer page. */
export function DeviceRowActions({ device, environmentPath, may }: Props) {
  const [isAsking, setAsking] = useState(false)
  const [isPending, startTransition] = useTransition()
  return (
    <span className="ml-auto flex gap-1">
      {may.test && (
        <ButtonLink
          size="small"
          variant="ghost"
          aria-label={`Send test to ${device.name}`}
          href={`${environmentPath}/test?device=${device.deviceId}` as Route}
        >
          Send test
        </ButtonLink>
      )}
      {may.change && device.status !== 'active' && (
        <Button
          size="small"
          variant="ghost"
          aria-label={`Enable ${device.name}`}
          isPending={isPending}
          onClick={() => startTransition(() => enableWithToast(device))}
        >
          Enable
        </Button>
      )}
      {may.change && device.status !== 'disabled' && (
        <Button size="small" variant="ghost" aria-label={`Disable ${device.name}`} onClick={() => setAsking(true)}>
          Disable…
        </Button>
      )}
      {may.change && <DisableDialog device={device} open={isAsking} onOpenChange={setAsking} />}
    </span>
  )
}
