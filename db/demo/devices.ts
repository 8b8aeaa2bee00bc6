import { v7 as uuidv7 } from 'uuid'
import type {
  customers,
  DeviceStatus,
  DeviceStatusReason,
  deviceEvents,
  devices,
  Permission,
} from '@/db/schema/customers'
import type { simulatedDevices } from '@/db/schema/simulator'
import type { Random } from './random'
import type { DemoEnvironment } from './workspace'

export type DemoDevice = typeof devices.$inferInsert & {
  id: string
  status: DeviceStatus
  registeredAt: Date
  permission: Permission
}
export type DemoCustomer = typeof customers.$inferInsert & { id: string; createdAt: Date }
export type DemoPopulation = {
  customers: DemoCustomer[]
  devices: DemoDevice[]
  events: (typeof deviceEvents.$inferInsert)[]
  simulated: (typeof simulatedDevices.$inferInsert)[]
}

const dayMs = 86_400_000
const statuses: [DeviceStatus, DeviceStatusReason, number][] = [
  ['active', 'registered', 82],
  ['disabled', 'unregistered', 6],
  ['disabled', 'deregistered', 4],
  ['suspect', 'bad_device_token', 3],
  ['disabled', 'bad_device_token', 1],
  ['disabled', 'disabled_by_staff', 2],
  ['disabled', 'expired_token', 1],
  ['disabled', 'gone', 1],
]
const permissions: [Permission, number][] = [
  ['authorized', 62],
  ['notDetermined', 16],
  ['denied', 13],
  ['provisional', 7],
  ['ephemeral', 2],
]
const models = ['iPhone17,1', 'iPhone17,3', 'iPhone16,2', 'iPhone15,4', 'iPhone14,5', 'iPhone13,2', 'iPad14,3']
const locales: [string, string, number][] = [
  ['en-US', 'America/New_York', 44],
  ['en-GB', 'Europe/London', 16],
  ['es-US', 'America/Los_Angeles', 14],
  ['de-DE', 'Europe/Berlin', 12],
  ['fr-CA', 'America/Toronto', 8],
  ['ja-JP', 'Asia/Tokyo', 6],
]

/** Customers of one environment and their devices, in every state. */
export function populate(
  place: DemoEnvironment,
  { customerCount, random, now }: { customerCount: number; random: Random; now: Date },
) {
  const population: DemoPopulation = { customers: [], devices: [], events: [], simulated: [] }
  for (let index = 0; index < customerCount; index++) {
    const customer = oneCustomer(place, { index, random, now })
    population.customers.push(customer)
    const count = random.weighted([
      [1, 58],
      [2, 32],
      [3, 7],
      [0, 3],
    ] as const)
    for (let device = 0; device < count; device++) addDevice(population, place, customer, { random, now })
  }
  return population
}

function oneCustomer(
  place: DemoEnvironment,
  { index, random, now }: { index: number; random: Random; now: Date },
): DemoCustomer {
  const createdAt = new Date(now.getTime() - random.whole(15, 200) * dayMs - random.whole(0, dayMs))
  const isAnonymous = random.chance(0.08)
  const number = String(10_000 + index * 37 + (place.name === 'sandbox' ? 7 : 0))
  return {
    id: uuidv7({ msecs: createdAt.getTime() }),
    environmentId: place.id,
    ...(isAnonymous ? { anonymousId: `anon-${random.hex(6)}` } : { userId: `cust-${number}` }),
    locale: random.weighted(locales.map(([locale, , weight]) => [locale, weight] as const)),
    createdAt,
    lastSeenAt: new Date(now.getTime() - random.whole(0, 9 * dayMs)),
  }
}

function addDevice(
  population: DemoPopulation,
  place: DemoEnvironment,
  customer: DemoCustomer,
  { random, now }: { random: Random; now: Date },
) {
  const [status, statusReason] = random.weighted(statuses.map((one) => [one, one[2]] as const))
  const kind = statusReason === 'gone' || (status === 'active' && random.chance(0.16)) ? 'uuid' : 'device_token'
  const createdAt = new Date(customer.createdAt.getTime() + random.whole(0, 3 * dayMs))
  const registeredAt = new Date(now.getTime() - random.whole(3_600_000, status === 'active' ? 9 * dayMs : 13 * dayMs))
  const statusSince =
    status === 'active' ? createdAt : new Date(registeredAt.getTime() + random.whole(600_000, 3_000_000))
  const [, timeZone] = locales.find(([locale]) => locale === customer.locale) ?? locales[0] ?? []
  const device: DemoDevice = {
    id: uuidv7({ msecs: createdAt.getTime() }),
    environmentId: place.id,
    customerId: customer.id,
    kind,
    address: kind === 'uuid' ? `nw-${random.hex(4)}-${random.hex(6)}` : random.hex(random.chance(0.05) ? 80 : 32),
    status,
    statusReason,
    statusSince,
    permission: statusReason === 'unregistered' ? 'authorized' : random.weighted(permissions),
    appVersion: random.weighted([
      ['8.4.0', 40],
      ['8.3.2', 30],
      ['8.2.1', 18],
      ['7.9.0', 12],
    ] as const),
    sdkVersion: random.weighted([
      ['4.2.0', 45],
      ['4.1.3', 32],
      ['3.9.1', 15],
      ['3.1.0', 8],
    ] as const),
    osVersion: random.weighted([
      ['26.1', 42],
      ['26.0.1', 24],
      ['18.7', 20],
      ['17.6.1', 14],
    ] as const),
    model: random.pick(models),
    locale: customer.locale,
    timeZone,
    registeredAt,
    createdAt,
  }
  population.devices.push(device)
  population.events.push(...eventsOf(device, random))
  const state = simulatedState(device)
  if (kind === 'device_token' && state)
    population.simulated.push({
      environmentName: place.name,
      token: device.address,
      topic: place.bundleId,
      state,
      since: statusSince,
    })
}

/** Makes the simulator respond for the demo's dead tokens as APNs did when they died. */
function simulatedState({ statusReason }: DemoDevice) {
  if (statusReason === 'unregistered') return 'unregistered' as const
  if (statusReason === 'expired_token') return 'expired' as const
  if (statusReason === 'bad_device_token') return 'unknown' as const
  return undefined
}

function eventsOf(device: DemoDevice, random: Random): DemoPopulation['events'] {
  const base = { environmentId: device.environmentId, deviceId: device.id, customerId: device.customerId }
  const at = (date: Date) => ({ id: uuidv7({ msecs: date.getTime() }), createdAt: date })
  const events: DemoPopulation['events'] = [
    { ...base, ...at(device.createdAt ?? device.registeredAt), kind: 'registered' },
  ]
  if (device.permission === 'authorized' && random.chance(0.7))
    events.push({
      ...base,
      ...at(new Date(device.registeredAt.getTime() - 600_000)),
      kind: 'permission_changed',
      detail: 'notDetermined → authorized',
    })
  events.push({ ...base, ...at(device.registeredAt), kind: 'registered_again' })
  const ended = device.statusSince ?? device.registeredAt
  if (device.status === 'suspect') events.push({ ...base, ...at(ended), kind: 'suspected', detail: 'BadDeviceToken' })
  if (device.statusReason === 'deregistered') events.push({ ...base, ...at(ended), kind: 'deregistered' })
  else if (device.status === 'disabled')
    events.push({ ...base, ...at(ended), kind: 'disabled', ...disabledBy(device.statusReason) })
  return events
}

const rejectedWith: Partial<Record<DeviceStatusReason, string>> = {
  unregistered: 'Unregistered',
  expired_token: 'ExpiredToken',
  bad_device_token: 'BadDeviceToken',
  gone: 'http_410',
}

function disabledBy(reason: DeviceStatusReason | undefined) {
  return reason === 'disabled_by_staff' ? { actorName: 'Demo Support' } : { detail: reason && rejectedWith[reason] }
}
