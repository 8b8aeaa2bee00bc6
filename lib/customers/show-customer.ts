import { z } from 'zod'
import {
  countNotificationsOfCustomer,
  devicesOfCustomer,
  findCustomer,
  livePresence,
  promptsOfCustomer,
} from '@/db/queries/customer-detail'
import { movesOf } from '@/db/queries/device-events'
import { query } from '../command'
import { maskAddress } from '../devices/mask-address'
import { Refused } from '../errors'
import { listedMax } from '../listed-max'
import { inEnvironment } from '../scope'

export const ShowCustomer = inEnvironment({ customerId: z.uuid() })

const notificationsCountMax = 1_000

/** One customer: devices (addresses masked), what the app said last, prompt history, and addresses shared with others. */
export const showCustomer = query('customer.read', ShowCustomer, async ({ db, input }) => {
  const customer = await findCustomer(db, input)
  if (!customer)
    throw new Refused('not-found', 'This customer doesn’t exist in this environment. They may have been erased.')
  const [devices, presence, prompts, moves, notifications] = await Promise.all([
    devicesOfCustomer(db, { ...input, limit: listedMax.customerDevices }),
    livePresence(db, { ...input, now: new Date() }),
    promptsOfCustomer(db, { ...input, limit: listedMax.customerPrompts }),
    movesOf(db, { ...input, limit: listedMax.deviceMoves }),
    countNotificationsOfCustomer(db, { ...input, max: notificationsCountMax }),
  ])
  return {
    customer,
    name: customer.userId ?? customer.anonymousId ?? '',
    devices: devices.map(({ address, ...device }) => ({ ...device, maskedAddress: maskAddress(address) })),
    presence,
    prompts,
    moves,
    notificationsCount: { count: notifications, isMore: notifications === notificationsCountMax },
  }
})

export type ShownCustomer = Awaited<ReturnType<typeof showCustomer>>
