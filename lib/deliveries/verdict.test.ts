import { expect, it } from 'vitest'
import { makeDelivery, makeEnvironment } from '@/db/factories'
import { loadSendables } from '@/db/queries/sending'
import { inRollback } from '@/db/testing'
import { waits } from './verdict'

it.each([
  ['as long as it should, where that is before its expiry', 60_000, 60_001],
  ['to its expiry, where that comes first', 60_000, 59_999],
])('a delivery waits %s', (_, waitMs, leftMs) =>
  inRollback(async (db) => {
    const now = new Date()
    const { id: environmentId } = await makeEnvironment(db)
    const after = (ms: number) => new Date(now.getTime() + ms)
    const { id } = await makeDelivery(db, { environmentId, state: 'queued', endedAt: null, expiresAt: after(leftMs) })
    const [delivery] = await loadSendables(db, { ids: [id], now })
    expect(delivery && waits(delivery, after(waitMs)).startAfter).toEqual(after(Math.min(waitMs, leftMs)))
  }),
)
