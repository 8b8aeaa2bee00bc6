import { announce } from '@/db/announce'
import type { Db } from '@/db/client'
import { releaseDuePushes } from '@/db/queries/simulator/simulator'

/** Delivers pushes that waited for the power window or were delayed on their way. */
export async function releaseDue(db: Db, now: Date) {
  await db.transaction(async (tx) => {
    const released = await releaseDuePushes(tx, { now })
    for (const environmentName of ['production', 'sandbox'] as const) {
      const tokens = [
        ...new Set(released.filter((one) => one.environmentName === environmentName).map(({ token }) => token)),
      ]
      if (tokens.length > 0) await announce(tx, { kind: 'simulated_push', environmentName, tokens })
    }
  })
}
