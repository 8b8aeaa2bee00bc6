import { Counter, Gauge, Histogram } from 'prom-client'
import type { Database, Db } from '@/db/client'
import { queueStates } from '@/db/queries/upkeep'
import { listWorkers } from '@/db/queries/workers'
import { transportStats } from '../apns/environment-transport'
import { log } from '../log'
import { late, within } from '../within'
import type { Verdict } from './verdict'

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
  help: 'From handing a request to the transport to its answer.',
  labelNames: ['transport'] as const,
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15],
})
const acceptedSeconds = new Histogram({
  name: 'pushdesk_delivery_duration_seconds',
  help: 'From the accepted message to the accepted push.',
  labelNames: ['transport'] as const,
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 60, 300, 3600],
})

export function countVerdict({ delivery, state, reason, startAfter, attempt }: Verdict) {
  const { transport } = delivery
  if (attempt) {
    attempts.inc({ transport, outcome: attempt.outcome, reason: attempt.reason ?? 'none' })
    attemptSeconds.observe({ transport }, attempt.durationMs / 1000)
  }
  if (!state || startAfter) return
  ends.inc({ transport, state, reason: reason ?? 'none' })
  if (state === 'accepted') acceptedSeconds.observe({ transport }, (Date.now() - delivery.createdAt.getTime()) / 1000)
}

/** A scrape does not wait for a database that is away: it tells the rest. */
const answerMsMax = 1_000

let database: Database | undefined

/**
 * What is read when somebody asks. Every process with the database can tell of the queues and the workers, those of the
 * database named last; connections are its own.
 */
export function registerDeliveryGauges(given: Database) {
  const isFirst = database === undefined
  database = given
  if (isFirst) makeGauges()
}

function makeGauges() {
  const gauge = (name: string, help: string) => new Gauge({ name, help, labelNames: ['queue'] as const })
  const waiting = gauge('pushdesk_queue_waiting', 'Deliveries in the queue, later retries included.')
  const due = gauge('pushdesk_queue_due', 'Deliveries that could be sent now.')
  const underWay = gauge('pushdesk_queue_under_way', 'Deliveries that a worker holds.')
  new Gauge({
    name: 'pushdesk_queue_oldest_due_seconds',
    help: 'How long the oldest delivery that could be sent has waited.',
    labelNames: ['queue'] as const,
    async collect() {
      for (const one of [waiting, due, underWay, this]) one.reset()
      for (const state of await told(queueStates)) {
        waiting.set({ queue: state.queue }, state.waiting)
        due.set({ queue: state.queue }, state.due)
        underWay.set({ queue: state.queue }, state.underWay)
        this.set({ queue: state.queue }, state.oldestSeconds)
      }
    },
  })
  const lastSeen = new Gauge({
    name: 'pushdesk_worker_last_seen_seconds',
    help: 'How long ago the delivery worker that was seen last was seen.',
  })
  new Gauge({
    name: 'pushdesk_workers',
    help: 'Running delivery workers, by version.',
    labelNames: ['version'] as const,
    async collect() {
      for (const one of [this, lastSeen]) one.reset()
      const workers = await told(listWorkers)
      for (const { version, isAlive } of workers) this.inc({ version }, Number(isAlive))
      const latest = Math.max(...workers.map(({ lastSeenAt }) => lastSeenAt.getTime()))
      lastSeen.set(workers.length ? Math.max(0, Date.now() - latest) / 1000 : Number.NaN)
    },
  })
  const streams = new Gauge({ name: 'pushdesk_apns_streams', help: 'Requests to APNs under way.' })
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

/** What the database says, or nothing where it does not answer in time. */
async function told<Row>(ask: (db: Db) => Promise<Row[]>): Promise<Row[]> {
  if (!database) return []
  try {
    const rows = await within(answerMsMax, ask(database.db))
    return rows === late ? [] : rows
  } catch (error) {
    log.warn({ err: error }, 'couldn’t read queues and workers for metrics')
    return []
  }
}
