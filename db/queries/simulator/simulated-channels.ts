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

/** All of one app, oldest first; the channel API gives them whole too. */
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

/** False: the app has as many as it may. */
export async function insertChannel(db: Db, { countMax, ...row }: New): Promise<boolean> {
  return db.transaction(async (tx) => {
    const app = `${row.environmentName} ${row.bundleId}`
    // Two at once must not both be the last that fits.
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
