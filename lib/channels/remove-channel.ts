import { z } from 'zod'
import { deleteIncidentChannel } from '@/db/queries/incidents/channels'
import { command } from '@/lib/command'
import { onPlatform } from '@/lib/scope'
import { channelToChange } from './channel-to-change'

/** Nothing more is told there, not even what is under way. */
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
