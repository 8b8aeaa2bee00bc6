import { z } from 'zod'
import type { Db } from '@/db/client'
import {
  countNotificationsOfCustomer,
  devicesOfCustomer,
  findCustomer,
  livePresence,
  promptsOfCustomer,
} from '@/db/queries/customer-detail'
import { movesOf } from '@/db/queries/devices/device-events'
import { refusedCallsOf } from '@/db/queries/refused-calls'
import { auditLook } from '@/lib/audit/audit-look'
import { query } from '@/lib/command'
import { maskAddress } from '@/lib/devices/mask-address'
import { listedMax } from '@/lib/paging/listed-max'
import { inEnvironment } from '@/lib/scope'
import { unknownCustomer } from './identify-customer'

export const ShowCustomer = inEnvironment({ customerId: z.uuid() })

const notificationsCountMax = 1_000

/**
 * Returns one customer: devices (addresses masked), last reported state of the app, prompt history, and addresses
 * shared with others.
 */
export const showCustomer = query('customer.read', ShowCustomer, async (act) => {
  const facts = await customerFacts(act.db, act.input)
  await auditLook(act, { customerId: act.input.customerId })
  return facts
})

/** The same facts without recording the look, for callers that already checked access to the environment. */
export async function customerFacts(db: Db, input: z.output<typeof ShowCustomer>) {
  const customer = await findCustomer(db, input)
  if (!customer) throw unknownCustomer()
  const names = [customer.userId, customer.anonymousId].filter((name) => name !== null)
  const ofNames = { environmentIds: [input.environmentId], names, limit: listedMax.refusedCalls }
  const [devices, presence, prompts, moves, notifications, refused] = await Promise.all([
    devicesOfCustomer(db, { ...input, limit: listedMax.customerDevices }),
    livePresence(db, { ...input, now: new Date() }),
    promptsOfCustomer(db, { ...input, limit: listedMax.customerPrompts }),
    movesOf(db, { ...input, limit: listedMax.deviceMoves }),
    countNotificationsOfCustomer(db, { ...input, max: notificationsCountMax }),
    refusedCallsOf(db, ofNames),
  ])
  return {
    customer,
    name: customer.userId ?? customer.anonymousId ?? '',
    devices: devices.map(({ address, ...device }) => ({ ...device, maskedAddress: maskAddress(address) })),
    presence,
    prompts,
    moves,
    refused,
    notificationsCount: { count: notifications, isMore: notifications === notificationsCountMax },
  }
}

export type CustomerView = Awaited<ReturnType<typeof showCustomer>>
