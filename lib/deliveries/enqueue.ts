import { announce } from '@/db/changes'
import type { Db } from '@/db/client'
import type { DeliveryRow } from '@/db/queries/notifications'
import { insertJobs } from '@/db/queue'
import { announceDeliveries } from './announce-deliveries'

/** Jobs for those that may go, and the word to workers and watchers when the transaction commits. */
export async function enqueue(db: Db, environmentId: string, deliveries: DeliveryRow[]) {
  if (deliveries.length === 0) return
  const queued = deliveries.filter(({ state }) => state === 'queued')
  await insertJobs(db, queued)
  if (queued.length) await announce(db, { kind: 'jobs' })
  await announceDeliveries(db, environmentId, deliveries)
}
