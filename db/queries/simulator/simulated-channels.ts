import { and, asc, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import type { EnvironmentName } from '@/db/schema/companies'
import { simulatedChannels } from '@/db/schema/simulator'

type One = { environmentName: EnvironmentName; channelId: string }

const shown = {
  channelId: simulatedChannels.channelId,
  bundleId: simulatedChannels.bundleId,
  storagePolicy: simulatedChannels.storagePolicy,
}

export async function findChannel(db: Db, one: One) {
  const [row] = await db.select(shown).from(simulatedChannels).where(isOne(one))
  return row
}

/** All of an app's channels, oldest first; the channel API doesn't page them either. */
export function channelsOfApp(
  db: Db,
  { environmentName, bundleId }: { environmentName: EnvironmentName; bundleId: string },
) {
  return db
    .select(shown)
    .from(simulatedChannels)
    .where(and(eq(simulatedChannels.environmentName, environmentName), eq(simulatedChannels.bundleId, bundleId)))
    .orderBy(asc(simulatedChannels.createdAt), asc(simulatedChannels.channelId))
}

type New = One & { bundleId: string; storagePolicy: number; countMax: number }

/** Returns false if the app has reached the maximum. */
export async function insertChannel(db: Db, { countMax, ...row }: New): Promise<boolean> {
  return db.transaction(async (tx) => {
    const app = `${row.environmentName} ${row.bundleId}`
    // Two concurrent inserts must not both take the last place.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('simulated_channels'), hashtext(${app}))`)
    const count = await tx.$count(
      simulatedChannels,
      and(eq(simulatedChannels.environmentName, row.environmentName), eq(simulatedChannels.bundleId, row.bundleId)),
    )
    if (count >= countMax) return false
    await tx.insert(simulatedChannels).values(row)
    return true
  })
}

export async function deleteChannel(db: Db, one: One) {
  await db.delete(simulatedChannels).where(isOne(one))
}

export async function deleteAllChannels(db: Db) {
  await db.delete(simulatedChannels)
}

function isOne({ environmentName, channelId }: One) {
  return and(eq(simulatedChannels.environmentName, environmentName), eq(simulatedChannels.channelId, channelId))
}
