import { z } from 'zod'
import { messagesOfChannel } from '@/db/queries/incidents/channels'
import { query } from '@/lib/command'
import { listedMax } from '@/lib/paging/listed-max'
import { onPlatform } from '@/lib/scope'
import { channelToChange } from './channel-to-change'

/** The channel's messages with the receiver's responses, newest first. */
export const showChannelLog = query('channel.read', onPlatform({ channelId: z.uuid() }), async (act) => {
  const { id: channelId } = await channelToChange(act)
  return messagesOfChannel(act.db, { channelId, limit: listedMax.channelMessages })
})
