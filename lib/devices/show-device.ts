import { z } from 'zod'
import { movesOf } from '@/db/queries/devices/device-events'
import { findDevice, sameAddressElsewhere } from '@/db/queries/devices/devices'
import { auditLook } from '@/lib/audit/audit-look'
import { query } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { listedMax } from '@/lib/paging/listed-max'
import { inEnvironment } from '@/lib/scope'
import { maskAddress } from './mask-address'

export const ShowDevice = inEnvironment({ deviceId: z.uuid() })

/** A device with its address masked, who had the address before, and where else it is registered. */
export const showDevice = query('device.read', ShowDevice, async (act) => {
  const { db, scope, input } = act
  const { environmentId, deviceId } = input
  const found = await findDevice(db, input)
  if (!found) throw new Refused('not-found', 'This device doesn’t exist in this environment. It may have been removed.')
  await auditLook(act, { customerId: found.customer.id })
  const { address, ...device } = found.device
  const moves = await movesOf(db, { environmentId, deviceId, limit: listedMax.deviceMoves })
  const elsewhere = scope.appId ? await sameAddressElsewhere(db, { appId: scope.appId, environmentId, address }) : []
  return {
    ...found,
    device: { ...device, maskedAddress: maskAddress(address), addressLength: address.length },
    moves,
    elsewhere,
  }
})

export type DeviceView = Awaited<ReturnType<typeof showDevice>>
