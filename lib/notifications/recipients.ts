import type { Db } from '@/db/client'
import {
  type Address,
  type CustomerName,
  findRecipients,
  nameKey,
  nameKeysOf,
  type RecipientDevice,
  type SendingEnvironment,
} from '@/db/queries/deliveries/recipients'
import type { DeviceKind } from '@/db/schema/customers'
import { Refused } from '@/lib/errors'
import { grouped } from '@/lib/grouped'
import type { User } from '@/lib/user'
import type { Recipient } from './new-notification'

/** An address, with its registration if there is one. */
export type DeliveryTarget = { kind: DeviceKind; address: string; device?: RecipientDevice }
export type Resolved = { customerId: string | null; targets: DeliveryTarget[] } | Refused

/** Resolves recipients to customers and the devices to notify. Also returns the sending environment. */
export async function resolveRecipients(
  db: Db,
  { environmentId, recipients, now }: { environmentId: string; recipients: Recipient[]; now: Date },
): Promise<{ environment: SendingEnvironment; resolved: Resolved[] }> {
  const { environment, customers, devices } = await findRecipients(db, {
    environmentId,
    names: unique(recipients.flatMap(nameOf)),
    customerIds: recipients.flatMap((to) => ('customerId' in to ? [to.customerId] : [])),
    deviceIds: recipients.flatMap((to) => ('deviceId' in to ? [to.deviceId] : [])),
    addresses: recipients.flatMap(addressOf),
    now,
  })
  if (!environment) throw new Refused('not-found', 'This environment doesn’t exist.')
  const byName = new Map(customers.flatMap((row) => nameKeysOf(row).map((key) => [key, row.id])))
  const devicesOf = grouped(devices, ({ customerId }) => customerId)
  const resolved = recipients.map((to) => {
    const [name] = nameOf(to)
    const customerId = 'customerId' in to ? to.customerId : name && byName.get(nameKey(name))
    return customerId ? { customerId, targets: byId(devicesOf.get(customerId) ?? []) } : resolve(to, devices)
  })
  return { environment, resolved }
}

/** A recipient that names no customer, or one that isn't known. */
function resolve(to: Recipient, found: RecipientDevice[]): Resolved {
  if ('deviceId' in to) {
    const device = found.find(({ id }) => id === to.deviceId)
    if (!device) return new Refused('not-found', 'No such device exists in this environment.')
    return { customerId: device.customerId, targets: [targetOf(device)] }
  }
  const [address] = addressOf(to)
  if (!address) return new Refused('not-found', 'No such customer exists in this environment.')
  const device = found.find((one) => one.kind === address.kind && one.address === address.address)
  return { customerId: device?.customerId ?? null, targets: [device ? targetOf(device) : address] }
}

const targetOf = (device: RecipientDevice): DeliveryTarget => ({ kind: device.kind, address: device.address, device })

const byId = (devices: RecipientDevice[]) => [...new Map(devices.map((one) => [one.id, targetOf(one)])).values()]

function nameOf(to: Recipient): CustomerName[] {
  return 'user' in to ? [customerNameOf(to.user)] : []
}

/** The schema has already checked that exactly one is given. */
function customerNameOf({ id, anonymousId }: User): CustomerName {
  if (id !== undefined) return { userId: id }
  if (anonymousId !== undefined) return { anonymousId }
  throw new Error('The input names no customer.')
}

function addressOf(to: Recipient): Address[] {
  if ('deviceToken' in to) return [{ kind: 'device_token', address: to.deviceToken }]
  if ('uuid' in to) return [{ kind: 'uuid', address: to.uuid }]
  return []
}

const unique = (names: CustomerName[]) => [...new Map(names.map((name) => [nameKey(name), name])).values()]
