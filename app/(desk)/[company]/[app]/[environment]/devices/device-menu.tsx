'use client'

import { CircleCheck, CircleOff, Copy, Ellipsis, Send, Trash2, UserRound } from 'lucide-react'
import type { Route } from 'next'
import { useState } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { Menu, MenuItem, MenuLink, MenuSeparator } from '@/components/ui/overlays/menu'
import { toast } from '@/components/ui/overlays/toast'
import { isolated } from '@/lib/text/isolated'
import { type ActedOn, DeviceDialogs, enableWithToast } from './device-dialogs'

type Props = {
  device: ActedOn & { status: 'active' | 'suspect' | 'disabled'; customerId: string }
  environmentPath: string
  may: { change: boolean; test: boolean }
}

export function DeviceMenu({ device, environmentPath, may }: Props) {
  const [asking, setAsking] = useState<'disable' | 'remove'>()
  return (
    <>
      <Menu
        trigger={
          <IconButton
            size="small"
            label={`Actions for ${isolated(device.name)}`}
            icon={<Ellipsis aria-hidden className="size-4" />}
          />
        }
      >
        <MenuLink icon={<UserRound aria-hidden />} href={`${environmentPath}/customers/${device.customerId}` as Route}>
          Open customer
        </MenuLink>
        {may.test && (
          <MenuLink icon={<Send aria-hidden />} href={`${environmentPath}/test?device=${device.deviceId}` as Route}>
            Send test
          </MenuLink>
        )}
        <MenuItem icon={<Copy aria-hidden />} onSelect={() => copyId(device.deviceId)}>
          Copy device ID
        </MenuItem>
        {may.change && (
          <>
            <MenuSeparator />
            {device.status !== 'disabled' && (
              <MenuItem icon={<CircleOff aria-hidden />} onSelect={() => setAsking('disable')}>
                Disable…
              </MenuItem>
            )}
            {device.status !== 'active' && (
              <MenuItem icon={<CircleCheck aria-hidden />} onSelect={() => void enableWithToast(device)}>
                Enable
              </MenuItem>
            )}
            <MenuItem icon={<Trash2 aria-hidden />} isDangerous onSelect={() => setAsking('remove')}>
              Remove…
            </MenuItem>
          </>
        )}
      </Menu>
      {may.change && <DeviceDialogs {...{ device, asking, setAsking, environmentPath }} />}
    </>
  )
}

async function copyId(id: string) {
  await navigator.clipboard.writeText(id)
  toast.good('Device ID copied')
}
