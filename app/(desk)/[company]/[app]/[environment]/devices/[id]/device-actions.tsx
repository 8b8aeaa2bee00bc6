'use client'

import { CircleCheck, CircleOff, Send, Trash2 } from 'lucide-react'
import type { Route } from 'next'
import { useState, useTransition } from 'react'
import {
  type ActedOn,
  DeviceDialogs,
  enableWithToast,
} from '@/app/(desk)/[company]/[app]/[environment]/devices/device-dialogs'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'

type Props = {
  device: ActedOn & { status: 'active' | 'suspect' | 'disabled' }
  environmentPath: string
  may: { change: boolean; test: boolean }
}

export function DeviceActions({ device, environmentPath, may }: Props) {
  const [asking, setAsking] = useState<'disable' | 'remove'>()
  const [isPending, startTransition] = useTransition()
  return (
    <>
      {may.test && (
        <ButtonLink
          icon={<Send aria-hidden className="size-3.5" />}
          href={`${environmentPath}/test?device=${device.deviceId}` as Route}
        >
          Send test
        </ButtonLink>
      )}
      {may.change && (
        <>
          {device.status !== 'active' && (
            <Button
              icon={<CircleCheck aria-hidden className="size-3.5" />}
              isPending={isPending}
              onClick={() => startTransition(() => enableWithToast(device))}
            >
              Enable
            </Button>
          )}
          {device.status !== 'disabled' && (
            <Button icon={<CircleOff aria-hidden className="size-3.5" />} onClick={() => setAsking('disable')}>
              Disable…
            </Button>
          )}
          <Button icon={<Trash2 aria-hidden className="size-3.5" />} onClick={() => setAsking('remove')}>
            Remove…
          </Button>
          <DeviceDialogs {...{ device, asking, setAsking, environmentPath }} />
        </>
      )}
    </>
  )
}
