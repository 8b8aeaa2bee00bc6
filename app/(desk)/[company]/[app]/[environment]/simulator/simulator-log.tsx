'use client'

import { useQuery } from '@tanstack/react-query'
import { Ellipsis, Radio } from 'lucide-react'
import type { Route } from 'next'
import { acted } from '@/components/desk/acted'
import { classNames } from '@/components/ui/class-names'
import { EmptyState } from '@/components/ui/empty-state'
import { IconButton } from '@/components/ui/icon-button'
import { Menu, MenuGroup, MenuItem } from '@/components/ui/overlays/menu'
import { toast } from '@/components/ui/overlays/toast'
import { Table, TableCell, TableHead, TableHeader, TableName, TableRow } from '@/components/ui/table'
import { Outside } from '@/components/ui/text/outside'
import { TextLink } from '@/components/ui/text/text-link'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { simulatedStates } from '@/lib/simulator/simulated-states'
import { setDeviceStateAction } from './actions'
import { DeviceOutcomeBadge } from './device-outcome-badge'

import { type LogRow, simulatorLog } from './simulator-log.query'

type Props = { base: string; environmentId: string; initial: LogRow[]; mayChange: boolean }

/** Hidden if there is little room: a row has two lines: the response and, below it, the device. */
const wide = '@max-2xl:hidden'

export function SimulatorLog({ base, environmentId, initial, mayChange }: Props) {
  const { data: rows = [] } = useQuery({ ...simulatorLog(base), initialData: initial })
  if (rows.length === 0)
    return (
      <EmptyState icon={<Radio />} title="No requests yet">
        {mayChange
          ? 'Send a test, or send a message as the agent on the demo phone.'
          : 'Send a message as the agent on the demo phone.'}{' '}
        Requests appear here within two seconds.
      </EmptyState>
    )
  return (
    <Table label="Request log">
      <TableHead>
        <TableHeader>Response</TableHeader>
        <TableHeader>On device</TableHeader>
        <TableHeader className={wide}>Device</TableHeader>
        <TableHeader className={wide}>Type</TableHeader>
        <TableHeader align="right" className={wide}>
          Bytes
        </TableHeader>
        <TableHeader className={wide}>Delivery</TableHeader>
        <TableHeader align="right">Time</TableHeader>
        {mayChange && (
          <TableHeader>
            <span className="sr-only">Device state</span>
          </TableHeader>
        )}
      </TableHead>
      <tbody>
        {rows.map((row) => (
          <TableRow key={row.id}>
            <TableName>
              {row.status} {row.reason}
              <span className="block font-mono font-normal text-faint text-sm @2xl:hidden">
                <Outside>{row.device}</Outside>
              </span>
            </TableName>
            <TableCell>
              <DeviceOutcomeBadge fate={row.fate} why={row.deviceOutcomeReason} lints={row.lints} />
            </TableCell>
            <TableCell className={classNames(wide, 'font-mono text-sm')}>
              <Outside>{row.device}</Outside>
            </TableCell>
            <TableCell className={wide}>{row.pushType ?? '–'}</TableCell>
            <TableCell align="right" className={classNames(wide, 'tabular-nums')}>
              {row.payloadBytes || '–'}
            </TableCell>
            <TableCell className={classNames(wide, 'font-mono text-sm')}>
              <TextLink href={`${base}/deliveries/${row.apnsId}` as Route}>{row.apnsId.slice(-8)}</TextLink>
            </TableCell>
            <TableCell align="right">
              <RelativeTime at={row.createdAt} />
            </TableCell>
            {mayChange && (
              <TableCell align="right">
                <DeviceStateMenu environmentId={environmentId} pushId={row.id} device={row.device} />
              </TableCell>
            )}
          </TableRow>
        ))}
      </tbody>
    </Table>
  )
}

type DeviceStateProps = { environmentId: string; pushId: string; device: string }

/** Changes the state of a row's device: offline, app removed, and so on. */
function DeviceStateMenu({ environmentId, pushId, device }: DeviceStateProps) {
  async function change({ value, label }: (typeof simulatedStates)[number]) {
    const state = await acted(() => setDeviceStateAction(environmentId, pushId, value))
    if (!state.ok) return toast.failure('Couldn’t change the device’s state', { description: state.message })
    toast.good(`Device ${device} set to “${label}”`, {
      description: state.result.released > 0 ? 'Stored notifications were released.' : undefined,
    })
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
