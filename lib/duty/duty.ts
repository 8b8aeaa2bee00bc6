import type { Database, Db } from '@/db/client'
import { takeTurn } from '@/db/locks'
import { markPosition } from '@/db/queries/events/positions'
import { databaseNow, lastRun } from '@/db/queries/incidents/incidents'
import { keepAuditChain } from '@/lib/audit/chain/keep-chain'
import { writeCallCounts } from '@/lib/calls/call-counts'
import { deliverMessages } from '@/lib/channels/deliver-messages'
import { queueMessages } from '@/lib/channels/queue-messages'
import { EventSender } from '@/lib/events/webhooks/deliver-events'
import { detectIncidents } from '@/lib/incidents/detection/detect'
import { log } from '@/lib/log'
import { timeOfWrite } from './time-of-write'

const lookMs = 2_500
/** A run this recent was just made by another process. */
const recentMs = 2_000

/**
 * Detects incidents every few seconds and notifies channels. Whichever process comes first takes the turn (a server, a
 * gateway, or a worker), so that it continues while any of them runs.
 */
export function startDuty({ db }: Pick<Database, 'db'>): { stop(): Promise<void> } {
  let looking: Promise<void> | undefined
  let telling: Promise<unknown> | undefined
  const look = () => {
    looking ??= writeCallCounts(db)
      .then(() => timeOfWrite(db))
      .then((databaseMs) => db.transaction((tx) => lookInTurn(tx, databaseMs)))
      .catch((error: unknown) => log.error({ err: error }, 'couldn’t look for incidents; retrying'))
      .finally(() => {
        looking = undefined
        tell()
        sender.look()
      })
  }
  const tell = () => {
    telling ??= deliverMessages(db)
      .catch((error: unknown) => log.error({ err: error }, 'couldn’t notify channels; retrying'))
      .finally(() => {
        telling = undefined
      })
  }
  const sender = new EventSender(db)
  const chain = keepAuditChain({ db })
  const timer = setInterval(look, lookMs)
  return {
    async stop() {
      clearInterval(timer)
      await looking
      await telling
      await sender.stop()
      await chain.stop()
    },
  }
}

async function lookInTurn(db: Db, databaseMs: number) {
  if (!(await takeTurn(db, 'detector'))) return
  // All processes use the database's clock, which also records when workers were seen.
  const now = await databaseNow(db)
  const run = await lastRun(db)
  if (run && Math.abs(now.getTime() - run.ranAt.getTime()) < recentMs) return
  await markPosition(db)
  await detectIncidents(db, { now, databaseMs })
  await queueMessages(db, { now })
}
