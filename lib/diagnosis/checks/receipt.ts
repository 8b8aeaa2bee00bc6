import { type Answer, factAt, type RouteFacts } from '../answers'

export function checkReceipt({ delivery, device }: RouteFacts): Answer | undefined {
  if (delivery?.state !== 'accepted') return undefined
  const facts = [
    factAt('Accepted', delivery.endedAt),
    factAt('Received', delivery.receivedAt),
    factAt('Opened', delivery.openedAt),
  ]
  if (delivery.openedAt) return { status: 'ok', sentence: 'Yes. The customer opened it.', facts }
  if (delivery.receivedAt) return { status: 'ok', sentence: 'Yes. The phone received it.', facts }
  return {
    status: 'warning',
    sentence: 'No. It was accepted, but the phone hasn’t sent a receipt.',
    facts: [...facts, factAt('Device last registered', device?.registeredAt)],
    nextAction:
      'Ask whether the phone is online, whether a Focus is on, and whether notifications of this app show banners. A phone that was offline gets the newest push when it’s back online.',
  }
}
