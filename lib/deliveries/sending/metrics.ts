import { Counter, Gauge, Histogram } from 'prom-client'
import type { Database } from '@/db/client'
import type { Attempt } from '@/db/queries/sending/attempts'
import { queueStates } from '@/db/queries/sending/upkeep'
import { listWorkers } from '@/db/queries/sending/workers'
import { transportStats } from '@/lib/apns/environment-transport'
import { countForEnvironment, makeEnvironmentMetrics } from './environment-metrics'
import { rowsForMetrics } from './rows-for-metrics'

const ends = new Counter({
  name: 'pushdesk_deliveries_ended_total',
  help: 'Deliveries that ended here, by transport, state and reason.',
  labelNames: ['transport', 'state', 'reason'] as const,
})
const attempts = new Counter({
  name: 'pushdesk_attempts_total',
  help: 'Requests to APNs and to company APIs, by outcome and reason.',
  labelNames: ['transport', 'outcome', 'reason'] as const,
})
const attemptSeconds = new Histogram({
  name: 'pushdesk_attempt_duration_seconds',
  help: 'Time from a request’s handover to the transport to its response.',
  labelNames: ['transport'] as const,
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15],
})
const acceptedSeconds = new Histogram({
  name: 'pushdesk_delivery_duration_seconds',
  help: 'From the accepted message to the accepted push.',
  labelNames: ['transport'] as const,
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 60, 300, 3600],
})

export function countAttempt(attempt: Attempt) {
  const { delivery, answer, state, reason, startAfter } = attempt
  const { transport } = delivery
  countForEnvironment(attempt)
  if (answer) {
    attempts.inc({ transport, outcome: answer.outcome, reason: answer.reason ?? 'none' })
    attemptSeconds.observe({ transport }, answer.durationMs / 1000)
  }
  if (!state || startAfter) return
  ends.inc({ transport, state, reason: reason ?? 'none' })
  if (state === 'accepted') acceptedSeconds.observe({ transport }, (Date.now() - delivery.createdAt.getTime()) / 1000)
}

let database: Database | undefined

/**
 * Registers the gauges that are read at each scrape. Queue and worker gauges describe the whole database, the one given
 * last; connection gauges describe this process only.
 */
export function registerDeliveryGauges(given: Database) {
  const isFirst = database === undefined
  database = given
  if (!isFirst) return
  makeGauges()
  makeEnvironmentMetrics(() => database)
}

function makeGauges() {
  const gauge = (name: string, help: string) => new Gauge({ name, help, labelNames: ['queue'] as const })
  const waiting = gauge('pushdesk_queue_waiting', 'Deliveries in the queue, later retries included.')
  const due = gauge('pushdesk_queue_due', 'Deliveries that could be sent now.')
  const underWay = gauge('pushdesk_queue_under_way', 'Deliveries claimed by a worker.')
  new Gauge({
    name: 'pushdesk_queue_oldest_due_seconds',
    help: 'How long the oldest sendable delivery has been in the queue.',
    labelNames: ['queue'] as const,
    async collect() {
      for (const one of [waiting, due, underWay, this]) one.reset()
      for (const state of await rowsForMetrics(database, queueStates)) {
        waiting.set({ queue: state.queue }, state.waiting)
        due.set({ queue: state.queue }, state.due)
        underWay.set({ queue: state.queue }, state.underWay)
        this.set({ queue: state.queue }, state.oldestSeconds)
      }
    },
  })
  const lastSeen = new Gauge({
    name: 'pushdesk_worker_last_seen_seconds',
    help: 'Time since the last heartbeat of a delivery worker.',
  })
  new Gauge({
    name: 'pushdesk_workers',
    help: 'Running delivery workers, by version.',
    labelNames: ['version'] as const,
    async collect() {
      for (const one of [this, lastSeen]) one.reset()
      const workers = await rowsForMetrics(database, listWorkers)
      for (const { version, isAlive } of workers) this.inc({ version }, Number(isAlive))
      const latest = Math.max(...workers.map(({ lastSeenAt }) => lastSeenAt.getTime()))
      lastSeen.set(workers.length ? Math.max(0, Date.now() - latest) / 1000 : Number.NaN)
    },
  })
  const streams = new Gauge({ name: 'pushdesk_apns_streams', help: 'Requests to APNs in flight.' })
  const queued = new Gauge({ name: 'pushdesk_apns_queued', help: 'Requests that wait for a stream.' })
  const renewals = new Gauge({ name: 'pushdesk_apns_token_renewals', help: 'Provider tokens signed by this process.' })
  const connects = new Gauge({ name: 'pushdesk_apns_connects', help: 'Connections to APNs opened by this process.' })
  new Gauge({
    name: 'pushdesk_apns_connections',
    help: 'Open connections to APNs.',
    async collect() {
      const all = await transportStats()
      const sum = (key: 'connections' | 'streams' | 'queued' | 'connects' | 'tokenRenewals') =>
        all.reduce((total, stats) => total + stats[key], 0)
      this.set(sum('connections'))
      streams.set(sum('streams'))
      queued.set(sum('queued'))
      renewals.set(sum('tokenRenewals'))
      connects.set(sum('connects'))
    },
  })
}
