import type { Db } from '@/db/client'
import { findIncidentChannel } from '@/db/queries/incidents/channels'
import type { SignedInStaff } from '@/lib/context'
import { nothingHere } from '@/lib/scope'

/** The channel, held until the act ends, if it is one of the person’s companies. */
export async function channelToChange(db: Db, { companyIds }: SignedInStaff, { channelId }: { channelId: string }) {
  const channel = await findIncidentChannel(db, { channelId, companyIds })
  if (!channel) throw nothingHere()
  return channel
}
