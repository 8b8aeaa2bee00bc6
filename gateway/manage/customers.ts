import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { environmentIdAt } from '@/lib/companies/at-slugs'
import type { StaffContext } from '@/lib/context'
import { EraseCustomer, eraseCustomerAsStaff } from '@/lib/customers/erase-customer'
import { CustomerExport, exportCustomerAsStaff } from '@/lib/customers/export-customer'
import { identifyCustomer } from '@/lib/customers/identify-customer'
import { CustomerAnswer, lastDeliveriesMax, showCustomerWhole } from '@/lib/customers/read-customer'
import { showCustomer } from '@/lib/customers/show-customer'
import { listDeliveries } from '@/lib/deliveries/log/list-deliveries'
import { diagnose } from '@/lib/diagnosis/diagnose'
import { Diagnosis } from '@/lib/diagnosis/schema'
import { manage } from './endpoint'
import { environmentPath } from './places'

const tag = 'Look up and repair'
export const customerPath = `${environmentPath}/customers/{id}` as const
export const { id: CustomerName } = EraseCustomer.shape

type At = { ctx: StaffContext; params: Parameters<typeof environmentIdAt>[1] & { id: string } }

export async function customerAt({ ctx, params }: At) {
  const place = await environmentIdAt(ctx, params)
  return { ...place, ...(await identifyCustomer(ctx, { ...place, name: params.id })) }
}

export function registerManagedCustomers(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: [showCustomer, identifyCustomer, listDeliveries],
      method: 'get',
      path: customerPath,
      id: CustomerName,
      operationId: 'readCustomerOfEnvironment',
      tag,
      summary: 'Look up a customer',
      description: 'Returns the customer’s devices, presence, latest deliveries, and prompt events.',
      answers: { 200: { description: 'The customer.', schema: CustomerAnswer } },
    },
    async (call) => {
      const { environmentId, customerId } = await customerAt(call)
      const shown = await showCustomer(call.ctx, { environmentId, customerId })
      const asked = { environmentId, filters: { customerId }, limit: lastDeliveriesMax }
      const { deliveries } = await listDeliveries(call.ctx, asked)
      return { status: 200, body: showCustomerWhole(shown, deliveries) }
    },
  )

  manage(
    gateway,
    {
      verb: diagnose,
      method: 'get',
      path: `${customerPath}/diagnosis`,
      id: CustomerName,
      operationId: 'diagnoseCustomer',
      tag,
      summary: 'Find out why a customer didn’t get a notification',
      description:
        'Lists the checks that a push passes, in order and with their facts, the check that failed, and the next action. Describes the current state or, with `notificationId`, one past notification.',
      query: z.strictObject({ notificationId: z.uuid('Isn’t a notification ID.').optional() }),
      answers: {
        200: {
          description: 'The verdict and its checks. The route on which the push got furthest comes first.',
          schema: Diagnosis,
        },
      },
    },
    async ({ ctx, params, query }) => ({
      status: 200,
      body: await diagnose(ctx, { ...(await environmentIdAt(ctx, params)), customer: params.id, ...query }),
    }),
  )

  manage(
    gateway,
    {
      verb: exportCustomerAsStaff,
      method: 'get',
      path: `${customerPath}/export`,
      id: CustomerName,
      operationId: 'exportCustomerOfEnvironment',
      tag,
      summary: 'Export everything stored about a customer',
      description:
        'Returns the customer’s rows in every table, with full addresses and texts. The export is recorded in the audit log.',
      answers: { 200: { description: 'The customer’s data.', schema: CustomerExport } },
    },
    async (call) => ({ status: 200, body: await exportCustomerAsStaff(call.ctx, await customerAt(call)) }),
  )

  manage(
    gateway,
    {
      verb: [eraseCustomerAsStaff, identifyCustomer],
      method: 'delete',
      path: customerPath,
      id: CustomerName,
      operationId: 'eraseCustomerOfEnvironment',
      tag,
      summary: 'Erase a customer',
      description:
        'Deletes the customer’s devices, presence, and prompt history, and removes texts, payloads, and addresses from the log. This can’t be undone, so the call needs the exact user ID or anonymous ID: in the path, or in `confirmation` if the path has Pushdesk’s ID.',
      query: z.strictObject({ confirmation: z.string().max(512).optional() }),
      answers: { 204: { description: 'Erased.' } },
    },
    async ({ query: { confirmation }, ...call }) => {
      const customer = await customerAt(call)
      await eraseCustomerAsStaff(call.ctx, { ...customer, confirmation: confirmation ?? call.params.id })
      return { status: 204 }
    },
  )
}
