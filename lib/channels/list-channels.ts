import { listChannelRows } from '@/db/queries/incidents/channels'
import { query } from '@/lib/command'
import { onPlatform } from '@/lib/scope'

/** The channels of the reader’s companies, and for those who see all companies also the platform’s. */
export const listChannels = query('channel.read', onPlatform({}), async ({ db, staff: { companyIds } }) =>
  listChannelRows(db, { companyIds }),
)
