'use client'

import { Ellipsis } from 'lucide-react'
import { acted } from '@/components/desk/acted'
import { IconButton } from '@/components/ui/icon-button'
import { Menu, MenuGroup, MenuItem } from '@/components/ui/menu'
import { toast } from '@/components/ui/toast'
import { simulatedStates } from '@/lib/simulator/simulated-states'
import { changeDevice } from './actions'

type Props = { environmentId: string; pushId: string; device: string }

/** Puts the device of a row into another state: offline, app removed, and so on. */
export function DeviceStateMenu({ environmentId, pushId, device }: Props) {
  async function change({ value, label }: (typeof simulatedStates)[number]) {
    const state = await acted(changeDevice(environmentId, pushId, value))
    if (!state.ok) return toast.failure(state.message)
    const released = state.result.released > 0 ? ' Stored notifications were released.' : ''
    toast.good(`Device ${device} set to “${label}”.${released}`)
  }
  return (
    <Menu
      trigger={
        <IconButton
          size="small"
          label={`Change the state of device ${device}`}
          icon={<Ellipsis aria-hidden className="size-4" />}
        />
      }
    >
      <MenuGroup label="Set device to">
        {simulatedStates.map((one) => (
          <MenuItem key={one.value} onSelect={() => void change(one)}>
            {one.label}
          </MenuItem>
        ))}
      </MenuGroup>
    </Menu>
  )
}
