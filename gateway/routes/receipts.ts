import { endpoint } from '@/gateway/endpoint'
import type { Gateway } from '@/gateway/gateway'
import { Receipt, recordReceipt } from '@/lib/receipts/record-receipt'

export function registerReceiptRoutes(gateway: Gateway) {
  endpoint(
    gateway,
    {
      verb: recordReceipt,
      method: 'post',
      path: '/api/v1/receipts',
      keepsRefusals: true,
      operationId: 'recordReceipt',
      tag: 'App',
      summary: 'Report that a notification was received or opened',
      description: 'A receipt is the only proof that a notification reached the phone. Repeats are harmless.',
      body: Receipt,
      answers: { 204: { description: 'Recorded.' } },
      mayBe: [404],
    },
    async (act, { body }) => {
      await act(body)
      return { status: 204 }
    },
  )
}
