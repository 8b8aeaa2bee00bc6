import { z } from 'zod'
import { EraseCustomer, eraseCustomer } from '@/lib/customers/erase-customer'
import { diagnoseForKey } from '@/lib/diagnosis/diagnose'
import { Diagnosis } from '@/lib/diagnosis/schema'
import { empty, json } from './answers'
import { endpoint } from './endpoint'
import type { Gateway } from './gateway'

export function registerCustomerRoutes(gateway: Gateway) {
  endpoint(
    gateway,
    {
      method: 'delete',
      path: '/api/v1/customers/{id}',
      takes: 'secret',
      operationId: 'eraseCustomer',
      tag: 'Customers',
      summary: 'Erase a customer',
      description:
        'Devices, presence and prompt history go; texts, payloads and addresses leave the log, which keeps that something was sent and what became of it. What is queued is not sent. It cannot be undone.',
      params: EraseCustomer,
      answers: { 204: { description: 'Erased.' } },
      mayBe: [404],
    },
    async (ctx, { params }) => {
      await eraseCustomer(ctx, params)
      return empty(204)
    },
  )

  endpoint(
    gateway,
    {
      method: 'get',
      path: '/api/v1/customers/{id}/diagnosis',
      takes: 'secret',
      operationId: 'diagnose',
      tag: 'Customers',
      summary: 'Why did this customer not get it?',
      description:
        'The checks that a push passes, in order, with the facts behind each, where it stopped, and what to do next. For the customer as things are now, or for one notification as it went.',
      params: EraseCustomer,
      query: z.strictObject({ notificationId: z.uuid('Is not a notification id.').optional() }),
      answers: { 200: { description: 'The route that got furthest first.', schema: Diagnosis } },
      mayBe: [404],
    },
    async (ctx, { params, query }) => json(await diagnoseForKey(ctx, { customer: params.id, ...query })),
  )
}
