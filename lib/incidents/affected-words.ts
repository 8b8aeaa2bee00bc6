import { affectedMax } from '@/db/queries/incidents/affected'
import { formatNumber, plural } from '@/lib/format/number'

/** Formats a count. Counting stops at a limit, shown as "50,000+". */
export const affectedNumber = (count: number) => `${formatNumber(count)}${count >= affectedMax ? '+' : ''}`

export const affectedWords = ({ customers, waiting, lost }: { customers: number; waiting: number; lost: number }) =>
  [
    customers >= affectedMax ? `${affectedNumber(customers)} customers` : plural(customers, 'customer'),
    waiting >= affectedMax
      ? `${affectedNumber(waiting)} deliveries waiting`
      : `${plural(waiting, 'delivery', 'deliveries')} waiting`,
    `${affectedNumber(lost)} lost`,
  ].join(', ')
