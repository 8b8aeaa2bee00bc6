import type { Db } from '@/db/client'
import { newestContaining, newestReadMax } from '@/db/queries/look-up/sent'
import { refusedCallsByRequest } from '@/db/queries/refused-calls'
import { typeLabels } from '@/lib/deliveries/delivery-labels'
import { formatNumber } from '@/lib/format/number'
import type { Pasted } from '@/lib/pasted/read-pasted'
import { isolated } from '@/lib/text/isolated'
import type { FilterChoice } from './filter-choice'

const partLengthMin = 4
const choicesMax = 8

/**
 * Finds what part of a message ID or request ID may mean in the log. No index covers such parts, so it reads few rows.
 */
export async function partsIn(db: Db, environmentId: string, { beginnings }: Pasted): Promise<FilterChoice[]> {
  const texts = beginnings.filter((text) => [...text].length >= partLengthMin)
  if (texts.length === 0) return []
  const asked = { environmentId, texts, limit: choicesMax }
  const [sent, refused] = await Promise.all([newestContaining(db, asked), refusedCallsByRequest(db, asked)])
  return [
    ...sent.map(({ id, title, externalId, type, userId, anonymousId }) => ({
      title: isolated(externalId ?? ''),
      detail: [title && isolated(title), typeLabels[type], isolated(userId ?? anonymousId ?? 'an erased customer')]
        .filter(Boolean)
        .join(' · '),
      matched: `part of the message ID, among the newest ${formatNumber(newestReadMax)}`,
      filter: { notification: id },
    })),
    ...refused.map(({ customerId, customer, call, status, code }) => ({
      title: isolated(customer),
      detail: `Refused: ${call}, ${status} ${code}`,
      matched: 'part of the request ID',
      filter: { customer: customerId },
    })),
  ]
}
