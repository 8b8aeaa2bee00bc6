import { z } from 'zod'
import type { Address } from '@/db/queries/deliveries/recipients'
import { namesSomething } from '@/lib/text/names-of-nothing'

const digitsMax = 400
const uuidLengthMax = 400

/** APNs: device tokens have no fixed length, so only what no token can be is refused. Stored in lower case. */
export const DeviceToken = z
  .string()
  .min(2, 'Must not be empty.')
  .max(digitsMax, `Has more than ${digitsMax} digits.`)
  .regex(/^(?:[0-9A-Fa-f]{2})*$/, 'Must be hexadecimal digits, two for each byte.')
  .toLowerCase()
  .meta({
    description: 'The APNs device token as hexadecimal digits.',
    examples: ['00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0'],
  })

/** For what ends a registration: a string that is refused today may have been taken before. */
export const FormerUuid = z
  .string()
  .min(1, 'Must not be empty.')
  .max(uuidLengthMax, `Has more than ${uuidLengthMax} characters.`)

/** A UUID is the company's own string: we never look inside, so only what no identifier can be is refused. */
export const DeviceUuid = FormerUuid.superRefine(namesSomething).meta({
  description: 'Any string that identifies device and customer to the company’s own push system.',
  examples: ['7c1c5f0e-4a8e-4a3e-9a55-2f1d3b7d6f10'],
})

/** Either of the two, which the schema has already checked to be exactly one. */
export function addressOf({ deviceToken, uuid }: { deviceToken?: string; uuid?: string }): Address {
  if (deviceToken !== undefined) return { kind: 'device_token', address: deviceToken }
  if (uuid !== undefined) return { kind: 'uuid', address: uuid }
  throw new Error('The input has neither deviceToken nor uuid.')
}
