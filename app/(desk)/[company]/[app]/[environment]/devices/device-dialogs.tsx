'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { acted } from '@/components/desk/acted'
import { TextField } from '@/components/ui/form/text-field'
import { ConfirmDialog } from '@/components/ui/overlays/confirm-dialog'
import { toast } from '@/components/ui/overlays/toast'
import { removalWord } from '@/lib/devices/device-labels'
import { isolated } from '@/lib/text/isolated'
import { disableDeviceAction, enableDeviceAction, removeDeviceAction } from './actions'

export type ActedOn = { environmentId: string; deviceId: string; name: string }
type Opened = { device: ActedOn; open: boolean; onOpenChange: (open: boolean) => void }

type Asking = 'disable' | 'remove' | undefined
type Asked = { device: ActedOn; asking: Asking; setAsking: (asking: Asking) => void; environmentPath: string }

/** What a menu or a row of buttons for one device asks before acting. */
export function DeviceDialogs({ device, asking, setAsking, environmentPath }: Asked) {
  const dialog = (name: Asking) => ({
    device,
    open: asking === name,
    onOpenChange: (open: boolean) => setAsking(open ? name : undefined),
  })
  return (
    <>
      <DisableDialog {...dialog('disable')} />
      <RemoveDialog {...dialog('remove')} listHref={`${environmentPath}/devices` as Route} />
    </>
  )
}

const ids = ({ environmentId, deviceId }: ActedOn) => ({ environmentId, deviceId })
const suppressed = (count: number) =>
  count === 1 ? '1 queued notification was suppressed.' : `${count} queued notifications were suppressed.`

export function DisableDialog({ device, ...opened }: Opened) {
  const [comment, setComment] = useState('')
  return (
    <ConfirmDialog
      {...opened}
      title={`Disable ${isolated(device.name)}?`}
      confirmLabel="Disable device"
      onConfirm={async () => {
        const state = await acted(() => disableDeviceAction(ids(device), comment))
        if (!state.ok) return toast.failure('Couldn’t disable the device', { description: state.message })
        toast.good('Device disabled', {
          description: state.result.suppressed ? suppressed(state.result.suppressed) : undefined,
          action: { label: 'Enable', onPress: () => void enableWithToast(device) },
        })
      }}
    >
      <p>
        Notifications to this device stop, and queued ones are suppressed. It stays disabled until someone enables it
        here, the customer turns push off and on again in the app, or another customer signs in on it.
      </p>
      <TextField
        label="Reason"
        isOptional
        hint="Shown in the device’s timeline and in the audit log."
        maxLength={500}
        value={comment}
        onChange={(event) => setComment(event.target.value)}
      />
    </ConfirmDialog>
  )
}

export async function enableWithToast(device: ActedOn) {
  const state = await acted(() => enableDeviceAction(ids(device)))
  if (state.ok)
    toast.good('Device enabled', { description: 'Notifications suppressed while it was disabled aren’t resent.' })
  else toast.failure('Couldn’t enable the device', { description: state.message })
}

function RemoveDialog({ device, listHref, ...opened }: Opened & { listHref: Route }) {
  const router = useRouter()
  return (
    <ConfirmDialog
      {...opened}
      title={`Remove ${isolated(device.name)}?`}
      confirmLabel="Remove device"
      typeToConfirm={removalWord}
      onConfirm={async (typed) => {
        const state = await acted(() => removeDeviceAction(ids(device), typed))
        if (!state.ok) return toast.failure('Couldn’t remove the device', { description: state.message })
        toast.good('Device removed', {
          description: state.result.suppressed ? suppressed(state.result.suppressed) : undefined,
        })
        router.push(listHref)
        router.refresh()
      }}
    >
      <p>
        This permanently deletes the registration and its timeline. Its deliveries stay in the log. The app will
        register this device again the next time it’s opened. To keep it off, disable it instead.
      </p>
    </ConfirmDialog>
  )
}
