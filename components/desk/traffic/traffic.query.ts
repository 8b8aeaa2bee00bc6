import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/components/desk/desk-fetch'
import { paced } from '@/components/desk/paced'
import type { showTraffic } from '@/lib/health/show-traffic'
import { instant, listOf, number, object, oneOf, orNull, resultOf, type Shaped, text } from '@/lib/shape'

const calls = object({ answered: number, refused: number })

const TrafficNow = resultOf<typeof showTraffic>()(
  object({
    at: instant,
    minutes: listOf(object({ accepted: number, notAccepted: number, received: number })),
    hours: listOf(object({ at: instant, accepted: number, notAccepted: number, sentAWeekBefore: number })),
    lastHour: object({ sent: number, sentAWeekBefore: number }),
    windows: listOf(
      object({
        window: oneOf(['one', 'five', 'fifteen']),
        attempts: listOf(object({ transport: text, reason: text, count: number })),
        registrations: calls,
        evaluations: calls,
        arrivals: listOf(
          object({
            transport: oneOf(['apns', 'company_api']),
            appVersion: text,
            osVersion: text,
            received: number,
            opened: number,
            p50Ms: orNull(number),
            p95Ms: orNull(number),
            p99Ms: orNull(number),
          }),
        ),
      }),
    ),
    workers: listOf(object({ version: text, alive: number, lagMs: number })),
    oldestMs: orNull(number),
    streaming: number,
  }),
)
export type Traffic = Shaped<typeof TrafficNow>

const paceMs = 5_000

/** `of` is the query of the place: `environment=…`, `company=…`, or empty for everything the person may see. */
export const trafficOf = (of: string) =>
  queryOptions({
    queryKey: ['traffic', of],
    ...paced(paceMs, (signal) => fetchJson(`/api/desk/traffic?${of}`, TrafficNow, { signal })),
  })
