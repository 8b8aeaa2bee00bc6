import { z } from 'zod'
import type { Address } from '@/db/queries/deliveries/recipients'
import { namesSomething } from '@/lib/text/names-of-nothing'

const digitsMax = 400
const uuidLengthMax = 400

/** APNs device tokens have no fixed length, so this rejects only what can't be a token. Stored in lower case. */
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

/** For ending a registration: accepts strings that are rejected today, because they may have been accepted before. */
export const FormerUuid = z
  .string()
  .min(1, 'Must not be empty.')
  .max(uuidLengthMax, `Has more than ${uuidLengthMax} characters.`)

/** A UUID is the company's own opaque string, so this rejects only what can't be an identifier. */
export const DeviceUuid = FormerUuid.superRefine(namesSomething).meta({
  description: 'A string that identifies the device and the customer to the company’s push system.',
  examples: ['7c1c5f0e-4a8e-4a3e-9a55-2f1d3b7d6f10'],
})

/** Returns the address that is given. The schema has already checked that there is exactly one. */
export function addressOf({ deviceToken, uuid }: { deviceToken?: string; uuid?: string }): Address {
  if (deviceToken !== undefined) return { kind: 'device_token', address: deviceToken }
  if (uuid !== undefined) return { kind: 'uuid', address: uuid }
  throw new Error('The input has neither deviceToken nor uuid.')
}
