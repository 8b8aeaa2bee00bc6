import { announce } from '@/db/announce'
import type { Database } from '@/db/client'
import { renewLeases } from '@/db/queries/sending/due-deliveries'
import type { Sendable } from '@/db/queries/sending/sending'
import { markSending, takeBackLost, vacuumQueue } from '@/db/queries/sending/upkeep'
import { hasSilentWorker } from '@/db/queries/sending/workers'
import { announceDeliveries } from '@/lib/deliveries/announce-deliveries'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { sweepTexts } from '@/lib/retention/message-texts'
import { hashOldAddresses } from '@/lib/retention/old-addresses'
import { OldRows } from '@/lib/retention/old-rows'
import { atOnceAndEvery, every } from './every'

/** Several renewals fit within a lease. */
const renewMs = 4_000
const takeBackMs = 3_000
/** Recovers leases of a worker whose heartbeat couldn't be written. */
const takeBackAnywayMs = 15_000
const watchMs = 1_000
/** Infrequent, because the query reads past every dead row in the queue. */
const lookBackMs = 15_000
const vacuumMs = 5_000
/** Fewer dead rows aren't worth a vacuum. */
const vacuumRowsMin = 1_000
const retentionMs = 600_000
/** Message texts that aren't kept are gone within a minute. */
const textsMs = 15_000

/** Starts the worker's background jobs: leases, lost work, and retention. */
export function startMaintenance(
  database: Database,
  {
    held,
    out,
    lookBack,
    writtenCount,
  }: {
    held: () => string[]
    out: () => Sendable[]
    lookBack: () => Promise<void>
    /** Deliveries that this worker has removed from the queue or put back, since it started. */
    writtenCount: () => number
  },
): { stop(): void } {
  const { db } = database
  let vacuumedAt = 0
  const oldRows = new OldRows(database, { logDays: env().RETENTION_DAYS })
  const timers = [
    every(renewMs, () => renewLeases(db, { ids: held() })),
    every(takeBackMs, () => takeBackWhereWorkersAreSilent(database)),
    atOnceAndEvery(takeBackAnywayMs, () => takeBack(database)),
    every(watchMs, () => showSending(database, out())),
    every(lookBackMs, lookBack),
    every(vacuumMs, async () => {
      const written = writtenCount()
      if (written - vacuumedAt < vacuumRowsMin) return
      await vacuumQueue(database)
      vacuumedAt = written
    }),
    every(retentionMs, async () => {
      await oldRows.drop()
      await hashOldAddresses(database, { days: env().ADDRESS_DAYS })
    }),
    every(textsMs, () => sweepTexts(database)),
  ]
  return { stop: () => timers.forEach(clearInterval) }
}

/** Leases aren't indexed, and the queue may be full of dead rows, so look only when a lease can have expired. */
async function takeBackWhereWorkersAreSilent(database: Database) {
  if (await hasSilentWorker(database.db)) await takeBack(database)
}

async function takeBack({ db }: Database) {
  await db.transaction(async (tx) => {
    const lost = await takeBackLost(tx)
    if (lost.length === 0) return
    const unknown = lost.filter(({ wasRequested }) => wasRequested).length
    log.warn(
      { deliveries: lost.length, unknown },
      'worker lost while sending; its attempts are marked unknown and its deliveries continue here',
    )
    await announceByEnvironment(tx, lost)
    await announce(tx, { kind: 'due' })
  })
}

/** Marks deliveries as sending once they take longer than a second. */
async function showSending({ db }: Database, out: Sendable[]) {
  const slow = out.filter(({ loadedAt, state }) => state !== 'sending' && Date.now() - loadedAt.getTime() > watchMs)
  if (slow.length === 0) return
  await db.transaction(async (tx) => {
    const sending = slow.map(({ id, attemptCount }) => ({ id, attemptCount }))
    await announceByEnvironment(tx, await markSending(tx, { sending }))
  })
}

async function announceByEnvironment(
  db: Parameters<typeof announceDeliveries>[0],
  changed: { environmentId: string; notificationId: string }[],
) {
  for (const environmentId of new Set(changed.map((one) => one.environmentId)))
    await announceDeliveries(
      db,
      environmentId,
      changed.filter((one) => one.environmentId === environmentId),
    )
}
