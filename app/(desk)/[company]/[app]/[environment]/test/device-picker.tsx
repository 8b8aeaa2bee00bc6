'use client'

import { useQuery } from '@tanstack/react-query'
import { Search, Smartphone } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { ModelWords } from '@/components/devices/device-words'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { TextField } from '@/components/ui/form/text-field'
import { Skeleton } from '@/components/ui/skeleton'
import { CutNote } from '@/components/ui/text/cut-note'
import { Outside } from '@/components/ui/text/outside'
import { statusLabels } from '@/lib/devices/device-labels'
import { listedMax } from '@/lib/paging/listed-max'
import { type TestDevice, testDevices } from './test-devices.query'

type Props = { base: string; device: TestDevice | undefined; onChoose: (device: TestDevice | undefined) => void }

/** Selects one device by hand, so that a test can't go to everyone by mistake. */
export function DevicePicker({ base, device, onChoose }: Props) {
  if (device)
    return (
      <div className="flex flex-wrap items-center gap-3 rounded-surface border border-line-strong px-3 py-2">
        <Smartphone aria-hidden className="size-4 text-faint" />
        <DeviceWords device={device} />
        <span className="ml-auto">
          <Button size="small" onClick={() => onChoose(undefined)}>
            Change device
          </Button>
        </span>
      </div>
    )
  return <DeviceSearch base={base} onChoose={onChoose} />
}

function DeviceSearch({ base, onChoose }: Omit<Props, 'device'>) {
  const [text, setText] = useState('')
  const { data, error } = useQuery(testDevices(base, useDeferredValue(text.trim())))
  return (
    <div className="flex flex-col gap-2">
      <TextField
        label="Send to"
        type="search"
        icon={<Search aria-hidden />}
        placeholder="User ID or part of it, token, UUID, or any ID"
        value={text}
        onChange={(event) => setText(event.target.value)}
        autoComplete="off"
        spellCheck={false}
      />
      {error && <p className="text-danger-text">{error.message}</p>}
      {!data && !error && <Skeleton className="h-[337px] w-full sm:h-[305px]" />}
      {data?.length === 0 && (
        <p className="text-quiet">
          {text.trim() ? 'No devices match.' : 'No devices yet. You can register one on the demo phone.'}
        </p>
      )}
      <ul aria-label="Devices" className="flex flex-col rounded-surface border empty:hidden">
        {data?.map((device) => (
          <li key={device.deviceId} className="border-b last:border-b-0">
            <button
              type="button"
              onClick={() => onChoose(device)}
              className="flex min-h-(--row) w-full flex-wrap items-center gap-x-3 gap-y-0.5 px-3 py-1 text-left hover:bg-hover"
            >
              <DeviceWords device={device} />
            </button>
          </li>
        ))}
      </ul>
      {data && data.length >= listedMax.testDevices && (
        <CutNote>Up to {listedMax.testDevices} devices are listed, newest first. Type more to find others.</CutNote>
      )}
    </div>
  )
}

function DeviceWords({ device }: { device: TestDevice }) {
  return (
    <>
      <span className="font-medium">
        <Outside>{device.customerName}</Outside>
      </span>
      <span className="font-mono text-quiet text-sm">
        <Outside>{device.maskedAddress}</Outside>
      </span>
      {device.model && (
        <span className="text-quiet">
          <ModelWords model={device.model} />
        </span>
      )}
      {device.kind === 'uuid' && <Badge>UUID: company API</Badge>}
      {device.status !== 'active' && <Badge tone="failed">{statusLabels[device.status]}</Badge>}
      {device.permission === 'denied' && (
        <span className={classNames('text-sm text-status-expired')}>Notifications denied</span>
      )}
    </>
  )
}
