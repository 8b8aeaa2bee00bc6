import { type CheckAnswer, fact, factAt, type RouteFacts } from '@/lib/diagnosis/answers'

export function checkReceipt({ delivery, device, sending }: RouteFacts): CheckAnswer | undefined {
  if (delivery?.state !== 'accepted') return undefined
  const fate = sending.of.find(({ deliveryId }) => deliveryId === delivery.id)?.fate
  const facts = [
    factAt('Accepted', delivery.endedAt),
    factAt('Received', delivery.receivedAt),
    factAt('Opened', delivery.openedAt),
  ]
  if (delivery.openedAt) return { status: 'ok', sentence: 'Yes. The customer opened it.', facts, cause: 'opened' }
  if (delivery.receivedAt) return { status: 'ok', sentence: 'Yes. The phone received it.', facts, cause: 'received' }
  if (fate?.fate === 'stored')
    return {
      status: 'warning',
      cause: 'stored_by_apns',
      sentence:
        'No. The phone can’t be reached, so APNs keeps the notification. Only a simulated environment knows this; Apple doesn’t tell.',
      facts: [
        ...facts,
        fact('Phone', fate.phone?.state),
        factAt('Since', fate.phone?.since),
        fact('Kept because', fate.deviceOutcomeReason),
        factAt('APNs keeps it until', delivery.expiresAt),
      ],
      next: { who: 'customer', sentence: 'Ask the customer to turn the phone on and to connect it to a network.' },
    }
  return {
    status: 'warning',
    sentence: 'No. The notification was accepted, but the phone hasn’t sent a receipt.',
    facts: [
      ...facts,
      factAt('Device last registered', device?.registeredAt),
      fate && fact('Simulated phone', [fate.fate, fate.deviceOutcomeReason].filter(Boolean).join(', ')),
    ],
    cause: 'no_receipt',
    next: {
      who: 'support',
      sentence:
        'Ask whether the phone is online, whether a Focus is on, and whether notifications of this app show banners. A phone that was offline gets the newest push when it’s back online.',
      act: 'ask_the_phone',
    },
  }
}
