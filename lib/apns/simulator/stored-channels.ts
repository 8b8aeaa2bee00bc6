import type { Db } from '@/db/client'
import { channelsOfApp, deleteChannel, findChannel, insertChannel } from '@/db/queries/simulator/simulated-channels'
import type { ChannelBook, KnownChannel, StoragePolicy } from './state/ports'

/** Channels in the database, shared by the simulators of all processes. */
export function storedChannels(db: Db): ChannelBook {
  return {
    find: async (environmentName, channelId) => known(await findChannel(db, { environmentName, channelId })),
    ofApp: async (environmentName, bundleId) =>
      (await channelsOfApp(db, { environmentName, bundleId })).flatMap((row) => known(row) ?? []),
    add: (environmentName, channel, countMax) => insertChannel(db, { environmentName, ...channel, countMax }),
    remove: (environmentName, channelId) => deleteChannel(db, { environmentName, channelId }),
  }
}

type Row = { channelId: string; bundleId: string; storagePolicy: number }

function known(row: Row | undefined): KnownChannel | undefined {
  return row && { ...row, storagePolicy: (row.storagePolicy === 1 ? 1 : 0) satisfies StoragePolicy }
}
