import type { Db } from './client'
import { onlyRow } from './factories'
import { events, eventWebhooks } from './schema/events'

/** An event row as a recording statement writes it. */
export async function makeEvent(db: Db, given: Partial<typeof events.$inferInsert> & { environmentId: string }) {
  return onlyRow(
    await db
      .insert(events)
      .values({ position: 1n, type: 'device.registered', data: {}, ...given })
      .returning(),
  )
}

/** The caller encrypts the secret. */
export async function makeEventWebhook(
  db: Db,
  given: Pick<typeof eventWebhooks.$inferInsert, 'id' | 'environmentId' | 'signingSecret'>,
) {
  const fresh = { url: 'https://events.example.com', types: ['device.moved' as const], position: 0n, number: 0n }
  await db.insert(eventWebhooks).values({ ...fresh, since: new Date(), ...given })
}
