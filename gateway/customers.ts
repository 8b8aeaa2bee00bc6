import { EraseCustomer, eraseCustomer } from '@/lib/customers/erase-customer'
import { empty } from './answers'
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
}
