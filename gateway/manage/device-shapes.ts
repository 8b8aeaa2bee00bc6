import { z } from 'zod'
import { asShown } from '@/lib/as-shown'
import { EnvironmentNameField } from '@/lib/companies/read-companies'
import { deviceStatuses } from '@/lib/devices/device-labels'
import { ListedDevice, showListedDevice } from '@/lib/devices/read-devices'
import type { DeviceView } from '@/lib/devices/show-device'

const at = z.iso.datetime()

const DeviceInFull = ListedDevice.extend({ timeZone: z.string().nullable(), createdAt: at }).meta({
  id: 'DeviceInFull',
})

export const OneDevice = z.object({ device: DeviceInFull })

const Move = z.object({
  movedAt: at,
  previousCustomerId: z.uuid().nullable(),
  previousCustomerName: z.string().nullable().meta({ description: 'Null if the customer has been erased.' }),
  customerId: z.uuid().nullable(),
  customerName: z.string().nullable(),
})

const Elsewhere = z.object({ environment: EnvironmentNameField, deviceId: z.uuid(), status: z.enum(deviceStatuses) })

export const DeviceWhole = OneDevice.extend({
  moves: z.array(Move).meta({ description: 'Each move of the address from one customer to another, newest first.' }),
  elsewhere: z.array(Elsewhere).meta({ description: 'The same address in the app’s other environment.' }),
}).meta({ id: 'DeviceWhole' })

export const DeviceCounts = z.object({
  count: z.int(),
  isMore: z.boolean().meta({ description: 'There are more devices than `count`.' }),
  facets: z.array(
    z.object({
      facet: z.string().meta({ examples: ['status'] }),
      values: z.array(z.object({ value: z.string(), count: z.int() })),
      isCut: z.boolean().meta({ description: 'There are more values. Only the most common ones are listed.' }),
    }),
  ),
})

export function wholeOf({ device, customer, moves, elsewhere }: DeviceView): z.output<typeof DeviceWhole> {
  const { userId, anonymousId } = customer
  const { timeZone, createdAt } = device
  return {
    device: {
      ...showListedDevice({ ...device, userId, anonymousId }),
      ...asShown(DeviceInFull.pick({ timeZone: true, createdAt: true }), { timeZone, createdAt }),
    },
    moves: moves.map((move) => asShown(Move, move)),
    elsewhere: elsewhere.map(({ environmentName: environment, deviceId, status }) => ({
      environment,
      deviceId,
      status,
    })),
  }
}
