import { z } from 'zod'
import { pageOfDeliveries } from '@/db/queries/deliveries/deliveries'
import { promptEventKinds } from '@/db/schema/prompts'
import { asShown } from '@/lib/as-shown'
import { LoggedDelivery, showLoggedDelivery } from '@/lib/deliveries/log/read-log'
import { ListedDevice, showListedDevice } from '@/lib/devices/read-devices'
import { machineQuery } from '@/lib/keys/machine-verb'
import { listedMax } from '@/lib/paging/listed-max'
import { ShownUser, shownUser } from '@/lib/user'
import type { EraseCustomer } from './erase-customer'
import { unknownCustomer } from './identify-customer'
import { type CustomerView, customerFacts } from './show-customer'
import { whoIs } from './who-is'

const at = z.iso.datetime()
export const lastDeliveriesMax = 20

const ShownPresence = z
  .object({
    deviceId: z.uuid().nullable().meta({ description: 'Null: applies to all devices of the customer.' }),
    app: z.enum(['active', 'background']),
    chat: z.enum(['connected', 'disconnected']),
    updatedAt: at,
    expiresAt: at,
  })
  .meta({ id: 'CustomerPresence' })

const ShownPromptEvent = z.object({
  kind: z.enum(promptEventKinds),
  deviceId: z.uuid().nullable(),
  revision: z.string().nullable(),
  at,
})

const RefusedCall = z
  .object({
    call: z.string().meta({ examples: ['PUT /api/v1/devices'] }),
    keyKind: z.enum(['publishable', 'secret']).nullable(),
    status: z.int(),
    code: z.string().meta({
      description:
        'The `code` of the response. `address_held`: Pushdesk responded to an anonymous registration but ignored it, because the device belongs to a customer who signed in.',
    }),
    field: z.string().meta({ description: 'The first invalid field. Empty if no field was invalid.' }),
    detail: z.string(),
    requestId: z.string().meta({ description: 'The request ID of the last such call.' }),
    refusedCount: z.int(),
    lastAt: at,
    createdAt: at.meta({ description: 'When the first such call was refused.' }),
  })
  .meta({ id: 'RefusedCall' })

const Customer = z
  .object({ id: z.uuid(), user: ShownUser, locale: z.string().nullable(), lastSeenAt: at, createdAt: at })
  .meta({ id: 'Customer' })

export const CustomerAnswer = z
  .object({
    customer: Customer,
    devices: z.array(ListedDevice).meta({
      description: `At most ${listedMax.customerDevices}. Active devices come first, then suspect and disabled ones, each with the newest first.`,
    }),
    presence: z.array(ShownPresence).meta({ description: 'The app’s current presence reports, newest first.' }),
    deliveries: z.array(LoggedDelivery).meta({ description: `The newest ${lastDeliveriesMax}.` }),
    promptEvents: z.array(ShownPromptEvent).meta({ description: `The newest ${listedMax.customerPrompts}.` }),
    refusedCalls: z.array(RefusedCall).meta({
      description: `Calls for this customer that Pushdesk refused in the last 30 days, newest first. At most ${listedMax.refusedCalls}.`,
    }),
  })
  .meta({ id: 'CustomerAnswer' })

/** Returns a customer of the key's environment with their devices, presence, and latest deliveries. */
export const readCustomer = machineQuery(
  { takes: 'secret' },
  async ({ db, environment }, { id }: z.output<typeof EraseCustomer>) => {
    const environmentId = environment.id
    const found = await whoIs(db, { environmentId, name: id })
    if (!found) throw unknownCustomer()
    const one = { environmentId, customerId: found.id }
    const filters = { customerId: found.id }
    const deliveries = await pageOfDeliveries(db, { environmentId, filters, limit: lastDeliveriesMax })
    return showCustomerWhole(await customerFacts(db, one), deliveries)
  },
)

type Deliveries = Parameters<typeof showLoggedDelivery>[0][]

export function showCustomerWhole(shown: CustomerView, deliveries: Deliveries): z.output<typeof CustomerAnswer> {
  const { customer, devices, presence, prompts, refused } = shown
  const user = shownUser(customer)
  if (!user) throw new Error('a customer has neither of the two names')
  const named = { userId: customer.userId, anonymousId: customer.anonymousId }
  return {
    customer: asShown(Customer, { ...customer, user }),
    devices: devices.map((device) => showListedDevice({ ...device, ...named })),
    presence: presence.map((row) => asShown(ShownPresence, row)),
    deliveries: deliveries.map(showLoggedDelivery),
    promptEvents: prompts.map((event) => asShown(ShownPromptEvent, event)),
    refusedCalls: refused.map((call) => asShown(RefusedCall, call)),
  }
}
