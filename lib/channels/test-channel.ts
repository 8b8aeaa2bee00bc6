import { z } from 'zod'
import { insertChannelMessage } from '@/db/queries/incidents/channels'
import { command } from '@/lib/command'
import { onPlatform } from '@/lib/scope'
import { channelToChange } from './channel-to-change'
import { testIncident } from './test-incident'

/** Queues a test message for the channel. The caller sends it after the commit, or else the next process does. */
export const testChannel = command('channel.change', onPlatform({ channelId: z.uuid() }), async (act) => {
  const { id: channelId, name } = await channelToChange(act)
  const { id } = await insertChannelMessage(act.db, {
    channelId,
    type: 'incident.opened',
    body: testIncident(new Date()),
    dueAt: new Date(),
  })
  return {
    result: { messageId: id },
    audit: { action: 'channel.test', subject: { kind: 'channel', id: channelId, name } },
  }
})
