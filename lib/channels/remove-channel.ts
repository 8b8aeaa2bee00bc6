import { z } from 'zod'
import { deleteIncidentChannel } from '@/db/queries/incidents/channels'
import { command } from '@/lib/command'
import { onPlatform } from '@/lib/scope'
import { channelToChange } from './channel-to-change'

/** Removes a channel. Nothing more is sent to it, not even queued messages. */
export const removeChannel = command('channel.change', onPlatform({ channelId: z.uuid() }), async (act) => {
  const channel = await channelToChange(act)
  await deleteIncidentChannel(act.db, act.input)
  const { id, name, kind, shownAddress, severityMin, topics, causes } = channel
  return {
    result: { id },
    audit: {
      action: 'channel.remove',
      subject: { kind: 'channel', id, name },
      before: { kind, address: shownAddress, severityMin, topics, causes },
    },
  }
})
