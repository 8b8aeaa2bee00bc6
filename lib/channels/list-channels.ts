import { listChannelRows } from '@/db/queries/incidents/channels'
import { query } from '@/lib/command'
import { onPlatform } from '@/lib/scope'

/** The channels of the caller’s companies, and the platform’s if the caller sees all companies. */
export const listChannels = query('channel.read', onPlatform({}), async ({ db, staff: { companyIds } }) =>
  listChannelRows(db, { companyIds }),
)
