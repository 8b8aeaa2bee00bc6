import { Receipt, recordReceipt } from '@/lib/receipts/record-receipt'
import { empty } from './answers'
import { endpoint } from './endpoint'
import type { Gateway } from './gateway'

export function registerReceiptRoutes(gateway: Gateway) {
  endpoint(
    gateway,
    {
      method: 'post',
      path: '/api/v1/receipts',
      takes: 'publishable',
      operationId: 'recordReceipt',
      tag: 'App',
      summary: 'Say that a push was received or opened',
      description: 'The only proof that it arrived. Repeats are harmless.',
      body: Receipt,
      answers: { 204: { description: 'Noted.' } },
      mayBe: [404],
    },
    async (ctx, { body }) => {
      await recordReceipt(ctx, body)
      return empty(204)
    },
  )
}
