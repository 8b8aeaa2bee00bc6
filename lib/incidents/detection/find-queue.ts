import type { TransportLane } from './attempt-sums'
import type { Finding } from './finding'

export const openAfterMs = 20_000
export const keepAfterMs = 8_000
/** Long enough for a worker to be replaced by another. */
const noWorkerGraceMs = 6_000

type Workers = { alive: number; lastSeenAt: Date | null }

/** Finds that no worker is alive, so that nothing is sent. */
export function findNoWorker(
  { alive, lastSeenAt }: Workers,
  { now, missingSince }: { now: Date; missingSince: Date | null },
): Finding[] {
  if (alive > 0) return []
  const since = missingSince ?? now
  return [
    {
      cause: 'no_worker',
      scopeKey: 'platform',
      opens: lastSeenAt !== null || now.getTime() - since.getTime() >= noWorkerGraceMs,
      since: lastSeenAt ?? since,
      facts: { workers: 0, ...(lastSeenAt && { lastSeenAt: lastSeenAt.toISOString() }) },
    },
  ]
}

type Given = { now: Date; workers: number; troubled: ReadonlySet<string>; isDatabaseSlow: boolean }

/**
 * Finds due deliveries that wait although workers run and the services they send to respond, so the workers are the
 * bottleneck. If no worker runs, or the service fails, is slow, or has a limit, that is a different incident. No
 * incident opens while the database is slow.
 */
export function findBehind(lanes: TransportLane[], { now, workers, troubled, isDatabaseSlow }: Given): Finding[] {
  if (workers === 0) return []
  return (['apns', 'company_api'] as const).flatMap((transport) => {
    const behind = lanes.filter(
      (lane) =>
        lane.transport === transport && lane.due !== undefined && !troubled.has(`${lane.environmentId} ${transport}`),
    )
    const oldestMs = Math.max(0, ...behind.map(({ due }) => due?.oldestMs ?? 0))
    if (oldestMs < keepAfterMs) return []
    return [
      {
        cause: 'queue_behind' as const,
        scopeKey: transport,
        transport,
        behind: behind.map(({ environmentId }) => environmentId),
        opens: oldestMs >= openAfterMs && !isDatabaseSlow,
        since: new Date(now.getTime() - oldestMs),
        facts: {
          lane: transport,
          oldestSeconds: Math.round(oldestMs / 1000),
          due: behind.reduce((sum, { due }) => sum + (due?.count ?? 0), 0),
          workers,
          ...(isDatabaseSlow && { limit: 'database' as const }),
        },
      },
    ]
  })
}
