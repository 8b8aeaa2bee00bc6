import type { AttemptFact, QueueFact } from '@/db/queries/incidents/facts'

type Transport = AttemptFact['transport']

/** The attempts of one environment through one transport. */
export type TransportLane = {
  environmentId: string
  transport: Transport
  rows: AttemptFact[]
  /** Deliveries that a worker has held for longer than a request takes, and due ones that no worker has claimed. */
  stuck: QueueFact | undefined
  due: QueueFact | undefined
}

export function lanesOf(attempts: AttemptFact[], queue: QueueFact[]): TransportLane[] {
  const lanes = new Map<string, TransportLane>()
  const laneOf = ({ environmentId, transport }: Pick<TransportLane, 'environmentId' | 'transport'>) => {
    const key = `${environmentId} ${transport}`
    const known = lanes.get(key) ?? { environmentId, transport, rows: [], stuck: undefined, due: undefined }
    lanes.set(key, known)
    return known
  }
  for (const row of attempts) laneOf(row).rows.push(row)
  for (const fact of queue) laneOf(fact)[fact.isUnderWay ? 'stuck' : 'due'] = fact
  return [...lanes.values()]
}

export type Sum = {
  minute: number
  five: number
  durationMs: number
  firstAt: Date | undefined
  lastAt: Date | undefined
  reason: string | undefined
  /** All distinct reasons, sorted. */
  reasons: string[]
}

/** Sums the matching rows. `reason` is the most common one. */
export function sumOf(rows: AttemptFact[], isOf: (row: AttemptFact) => boolean): Sum {
  const these = rows.filter(isOf)
  const commonest = these.toSorted((a, b) => b.lastFive - a.lastFive)[0]
  return {
    minute: these.reduce((sum, row) => sum + row.lastMinute, 0),
    five: these.reduce((sum, row) => sum + row.lastFive, 0),
    durationMs: these.reduce((sum, row) => sum + row.durationMs, 0),
    firstAt: these.map(({ firstAt }) => firstAt).toSorted((a, b) => a.getTime() - b.getTime())[0],
    lastAt: these.map(({ lastAt }) => lastAt).toSorted((a, b) => b.getTime() - a.getTime())[0],
    reason: commonest?.reason ?? undefined,
    reasons: [...new Set(these.flatMap(({ reason }) => reason ?? []))].toSorted(),
  }
}

export const isAccepted = ({ outcome }: AttemptFact) => outcome === 'accepted'
