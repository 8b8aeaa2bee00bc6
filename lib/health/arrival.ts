import { receiptBoundsMs } from '@/db/queries/deliveries/receipts'
import type { ArrivalCount } from '@/db/queries/incidents/rates'

export type Window = 'one' | 'five' | 'fifteen'

/**
 * Estimates the time that this share of phones didn't exceed, interpolated within its bucket. Null without receipts.
 */
export function quantile(counts: readonly { bucket: number; count: number }[], share: number): number | null {
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return null
  let left = total * share
  for (const { bucket, count } of counts.toSorted((a, b) => a.bucket - b.bucket)) {
    const [from, until] = boundsOf(bucket)
    if (count > 0 && left <= count) return Math.round(from + ((until - from) * left) / count)
    left -= count
  }
  return boundsOf(receiptBoundsMs.length)[1]
}

/** The last bucket has no upper bound, so both of its bounds are the last known one. */
function boundsOf(bucket: number): [from: number, until: number] {
  const last = receiptBoundsMs.at(-1) ?? 0
  return [receiptBoundsMs[bucket - 1] ?? 0, receiptBoundsMs[bucket] ?? last]
}

type PhoneArrival = {
  transport: 'apns' | 'company_api'
  appVersion: string
  osVersion: string
  received: number
  opened: number
  p50Ms: number | null
  p95Ms: number | null
  p99Ms: number | null
}

/** Receipts by transport, app version, and iOS version, in descending order of received. */
export function arrivalsOf(rows: readonly ArrivalCount[], window: Window): PhoneArrival[] {
  const groups = new Map<string, ArrivalCount[]>()
  for (const row of rows) {
    const key = JSON.stringify([row.transport, row.appVersion, row.osVersion])
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return [...groups.values()]
    .flatMap((group) => (group[0] ? [arrivalOf(group[0], group, window)] : []))
    .filter(({ received, opened }) => received + opened > 0)
    .toSorted((a, b) => b.received - a.received)
}

function arrivalOf(
  { transport, appVersion, osVersion }: ArrivalCount,
  rows: ArrivalCount[],
  window: Window,
): PhoneArrival {
  const of = (kind: ArrivalCount['kind']) =>
    rows.filter((row) => row.kind === kind).map((row) => ({ bucket: row.bucket, count: row[window] }))
  const received = of('received')
  const sum = (counts: { count: number }[]) => counts.reduce((total, { count }) => total + count, 0)
  return {
    transport,
    appVersion,
    osVersion,
    received: sum(received),
    opened: sum(of('opened')),
    p50Ms: quantile(received, 0.5),
    p95Ms: quantile(received, 0.95),
    p99Ms: quantile(received, 0.99),
  }
}
