import type { Db } from '@/db/client'
import {
  type Address,
  type CustomerName,
  customersNamed,
  devicesByAddress,
  devicesById,
  devicesOfCustomers,
  isNamed,
  type RecipientDevice,
} from '@/db/queries/recipients'
import type { DeviceKind } from '@/db/schema/customers'
import type { User } from '../customers/user'
import { Refused } from '../errors'
import type { Recipient } from './new-notification'

/** One address, and the registration behind it if there is one. */
export type Target = { kind: DeviceKind; address: string; device?: RecipientDevice }
export type Resolved = { customerId: string | null; targets: Target[] } | Refused

/** Finds, for many recipients at once, who they are and the devices to notify. */
export async function resolveRecipients(
  db: Db,
  { environmentId, recipients, now }: { environmentId: string; recipients: Recipient[]; now: Date },
): Promise<Resolved[]> {
  const named = await customersNamed(db, { environmentId, names: unique(recipients.flatMap(nameOf)) })
  const customerIdOf = (to: Recipient) => {
    if ('customerId' in to) return to.customerId
    const [name] = nameOf(to)
    return name && named.find((row) => isNamed(row, name))?.id
  }
  const found = await findDevices(db, {
    environmentId,
    recipients,
    customerIds: present(recipients.map(customerIdOf)),
    now,
  })
  return recipients.map((to) => resolve(to, customerIdOf(to), found))
}

async function findDevices(
  db: Db,
  given: { environmentId: string; recipients: Recipient[]; customerIds: string[]; now: Date },
) {
  const { recipients, customerIds, ...where } = given
  const deviceIds = recipients.flatMap((to) => ('deviceId' in to ? [to.deviceId] : []))
  const addresses = recipients.flatMap(addressOf)
  return [
    ...(customerIds.length ? await devicesOfCustomers(db, { ...where, customerIds }) : []),
    ...(deviceIds.length ? await devicesById(db, { ...where, deviceIds }) : []),
    ...(addresses.length ? await devicesByAddress(db, { ...where, addresses }) : []),
  ]
}

function resolve(to: Recipient, customerId: string | undefined, found: RecipientDevice[]): Resolved {
  if (customerId) return { customerId, targets: byId(found.filter((device) => device.customerId === customerId)) }
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

const targetOf = (device: RecipientDevice): Target => ({ kind: device.kind, address: device.address, device })

const byId = (devices: RecipientDevice[]) => [...new Map(devices.map((one) => [one.id, targetOf(one)])).values()]

function nameOf(to: Recipient): CustomerName[] {
  return 'user' in to ? [customerNameOf(to.user)] : []
}

/** The schema has checked that it is exactly one of the two. */
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

const unique = (names: CustomerName[]) => [...new Map(names.map((name) => [JSON.stringify(name), name])).values()]
const present = (ids: (string | undefined)[]) => [...new Set(ids.flatMap((id) => (id ? [id] : [])))]
