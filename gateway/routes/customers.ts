import { z } from 'zod'
import { endpoint } from '@/gateway/endpoint'
import type { Gateway } from '@/gateway/gateway'
import { EraseCustomer, eraseCustomer } from '@/lib/customers/erase-customer'
import { CustomerExport, exportCustomer } from '@/lib/customers/export-customer'
import { CustomerAnswer, readCustomer } from '@/lib/customers/read-customer'
import { diagnoseForKey } from '@/lib/diagnosis/diagnose'
import { Diagnosis } from '@/lib/diagnosis/schema'

export function registerCustomerRoutes(gateway: Gateway) {
  endpoint(
    gateway,
    {
      verb: readCustomer,
      method: 'get',
      path: '/api/v1/customers/{id}',
      operationId: 'readCustomer',
      tag: 'Customers',
      summary: 'Look up a customer',
      description: 'Returns the customer’s devices, presence, latest deliveries, and prompt events.',
      params: EraseCustomer,
      answers: { 200: { description: 'The customer.', schema: CustomerAnswer } },
      mayBe: [404],
    },
    async (act, { params }) => ({ status: 200, body: await act(params) }),
  )

  endpoint(
    gateway,
    {
      verb: eraseCustomer,
      method: 'delete',
      path: '/api/v1/customers/{id}',
      operationId: 'eraseCustomer',
      tag: 'Customers',
      summary: 'Erase a customer',
      description:
        'Deletes the customer’s devices, presence, and prompt history, and removes texts, payloads, and addresses from the log. The log keeps the record that a notification was sent, and its outcome. Pushdesk doesn’t send queued deliveries. This can’t be undone.',
      params: EraseCustomer,
      answers: { 204: { description: 'Erased.' } },
      mayBe: [404],
    },
    async (act, { params }) => {
      await act(params)
      return { status: 204 }
    },
  )

  endpoint(
    gateway,
    {
      verb: exportCustomer,
      method: 'get',
      path: '/api/v1/customers/{id}/export',
      operationId: 'exportCustomer',
      tag: 'Customers',
      summary: 'Export everything stored about a customer',
      description:
        'Returns the customer’s rows in every table, with full addresses and texts. The export is recorded in the audit log. Secret keys only.',
      params: EraseCustomer,
      answers: { 200: { description: 'The customer’s data.', schema: CustomerExport } },
      mayBe: [404],
    },
    async (act, { params }) => ({ status: 200, body: await act(params) }),
  )

  endpoint(
    gateway,
    {
      verb: diagnoseForKey,
      method: 'get',
      path: '/api/v1/customers/{id}/diagnosis',
      operationId: 'diagnose',
      tag: 'Customers',
      summary: 'Find out why a customer didn’t get a notification',
      description:
        'Lists the checks that a push passes, in order and with their facts, the check that failed, and the next action. Describes the current state or, with `notificationId`, one past notification.',
      params: EraseCustomer,
      query: z.strictObject({ notificationId: z.uuid('Isn’t a notification ID.').optional() }),
      answers: {
        200: {
          description: 'The verdict and its checks. The route on which the push got furthest comes first.',
          schema: Diagnosis,
        },
      },
      mayBe: [404],
    },
    async (act, { params, query }) => ({ status: 200, body: await act({ customer: params.id, ...query }) }),
  )
}
