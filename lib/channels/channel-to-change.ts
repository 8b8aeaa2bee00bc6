import type { Db } from '@/db/client'
import { findIncidentChannel } from '@/db/queries/incidents/channels'
import { type Asker, nothingHere, othersThing } from '@/lib/scope'

/** Returns the channel, locked until the act ends. Throws if it isn’t one of the person’s companies’. */
export async function channelToChange(act: Asker & { db: Db; input: { channelId: string } }) {
  const { db, staff, input } = act
  const { channelId } = input
  const channel = await findIncidentChannel(db, { channelId, companyIds: staff.companyIds })
  if (channel) return channel
  const others = await findIncidentChannel(db, { channelId, companyIds: 'all' })
  throw others ? othersThing(act, others.companyId) : nothingHere()
}
