import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { changeIncidentChannel } from '@/db/queries/incidents/channels'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { causeNamed } from '@/lib/incidents/causes'
import { onPlatform } from '@/lib/scope'
import { refusedRule, ruleParts, rulesOf } from './channel-rules'
import { channelToChange } from './channel-to-change'

/** Omitted fields stay unchanged. */
export const ChangeChannel = onPlatform({
  channelId: z.uuid(),
  name: z.string().trim().min(1, 'Enter a name.').max(80, 'At most 80 characters.').optional(),
  severityMin: ruleParts.severityMin.optional(),
  topics: ruleParts.topics.optional(),
  causes: ruleParts.causes.optional(),
  quietMinutes: ruleParts.quietMinutes.optional(),
  unacknowledgedMinutes: ruleParts.unacknowledgedMinutes.optional(),
})

/** Changes a channel's name and rules. Its address stays: another address is another channel. */
export const changeChannel = command('channel.change', ChangeChannel, async (act) => {
  const { db, input } = act
  const channel = await channelToChange(act)
  const { channelId, scope: _, ...given } = input
  const before = {
    name: channel.name,
    ...rulesOf({ ...channel, causes: channel.causes.flatMap((code) => causeNamed(code) ?? []) }),
  }
  const after = { ...before, ...given }
  const refused = refusedRule({ ...channel, topics: after.topics })
  if (refused) throw new Refused('invalid', 'Some fields aren’t valid.', { topics: [refused] })
  if (isDeepStrictEqual(before, after)) throw new Refused('conflict', 'This channel already has these rules.')
  await changeIncidentChannel(db, { channelId, ...after })
  return {
    result: { id: channelId },
    audit: { subject: { kind: 'channel', id: channelId, name: after.name }, before, after },
  }
})
