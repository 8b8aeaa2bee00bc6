import type { Db } from '@/db/client'
import { makeDelivery } from '@/db/factories'
import { emptyQueue, makeDue } from '@/db/make-due'
import { inRollback } from '@/db/testing'

/** Deliveries left over from earlier tests would count too. */
export const withEmptyQueue = (run: (db: Db) => Promise<void>) =>
  inRollback(async (db) => {
    await emptyQueue(db)
    await run(db)
  })

export async function makeWaiting(db: Db, environmentId: string, dueAt: Date, given: Record<string, unknown> = {}) {
  const { transport = 'apns', ...due } = given
  const delivery = await makeDelivery(db, { environmentId, state: 'queued', transport: transport as 'apns' })
  await makeDue(db, delivery, { dueAt, ...due })
}
