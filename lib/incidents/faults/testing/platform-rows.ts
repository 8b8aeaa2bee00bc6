import type { FaultPlace } from './place'
import { afterWaiting, areWaiting, type FaultRow, none, waitingOf } from './row'

const slowTables = ['detector_runs', 'notifications', 'deliveries']

/** Faults of Pushdesk itself, all of which show in a place that has no fault of its own. */
export const platformRows: FaultRow[] = [
  {
    name: 'the only worker is killed',
    slug: 'no-worker',
    cause: 'no_worker',
    async begin(place) {
      await place.killWorker()
      await place.sendTo(3)
    },
    repair: (place) => place.startAnotherWorker(),
    sentence: /No worker is running/,
    affected: waitingOf(3),
    next: { who: 'operator', sentence: /Start a worker/ },
  },
  {
    name: 'the disk of the database is slow, so that each write takes 1.2 seconds',
    slug: 'database-slow',
    cause: 'database_slow',
    async begin({ executeSql }) {
      await executeSql(`create function wait_for_disk() returns trigger language plpgsql
        as $$ begin perform pg_sleep(1.2); return null; end $$`)
      for (const table of slowTables)
        await executeSql(`create trigger slow_disk after insert or update on ${table} execute function wait_for_disk()`)
    },
    async repair({ executeSql }) {
      for (const table of slowTables) await executeSql(`drop trigger slow_disk on ${table}`)
    },
    sentence: /The database is slow: a small write takes \d+(\.\d)?s/,
    affected: none,
    next: { who: 'operator', sentence: /Check the PostgreSQL server/ },
    shownAfter: { seconds: 10, because: 'writes have to be slow for 10 s' },
  },
]

/** An outage of APNs for these companies. If it's seen at one of them first, that incident joins the one for all. */
export const outageAt = (senders: FaultPlace[]): FaultRow => ({
  name: 'APNs responds with 503 to several companies',
  slug: 'outage',
  cause: 'apns_unavailable',
  async begin() {
    const down = { kind: 'answer', status: 503, reason: 'ServiceUnavailable' } as const
    for (const { apple, bundleId } of senders) await apple.fail(bundleId, down)
    await Promise.all(senders.map((place) => place.sendTo(4)))
  },
  async repair() {
    for (const { apple, bundleId } of senders) await apple.fail(bundleId)
  },
  sentence: /APNs isn’t available for 2 companies: /,
  affected: waitingOf(8),
  next: { who: 'nobody', sentence: /Wait for Apple/ },
})

/** A fault of a host to which only one company opens a connection. */
export const noTrust: FaultRow = {
  name: 'the certificate of an APNs host has expired',
  slug: 'apns-certificate',
  phones: 4,
  cause: 'apns_unavailable',
  async begin(place) {
    await place.apple.failConnections('sandbox', 'expired_certificate')
    await place.sendTo(4)
  },
  repair: ({ apple }) => apple.failConnections('sandbox'),
  sentence: /APNs isn’t available: (\d+) of \1 requests .* failed \(Certificate not trusted\)/,
  affected: waitingOf(4),
  next: { who: 'operator', sentence: /Check the certificate that the Pushdesk server gets/ },
}

/** Too few workers, and nothing else: each has one connection, which takes two requests of half a second at once. */
export const tooFewWorkers: FaultRow = {
  name: 'the only worker can’t keep up with the messages',
  slug: 'queue',
  environment: 'production',
  phones: 50,
  cause: 'queue_behind',
  async begin({ apple, bundleId, sendTo }) {
    await apple.fail(bundleId, { kind: 'streams', max: 2 }, { kind: 'latency', ms: 500 })
    await sendTo(50, { each: 18 })
  },
  repair: (place) => place.startAnotherWorker(),
  sentence: /The queue to APNs is behind: the oldest of \d+ due deliveries has waited [\w ]+\.$/,
  affected: areWaiting,
  next: { who: 'operator', sentence: /Start another worker/ },
  shownAfter: afterWaiting,
}
