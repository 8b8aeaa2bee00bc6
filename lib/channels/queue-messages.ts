import type { Db } from '@/db/client'
import {
  type ChannelMessageRow,
  type ChannelRow,
  channelsToTell,
  insertChannelMessage,
  lastTold,
} from '@/db/queries/incidents/channels'
import { incidentsToTell, insertIncidentEvent, type ShownIncident } from '@/db/queries/incidents/incidents'
import { plural } from '@/lib/format/number'
import { incidentView } from '@/lib/incidents/incident-view'
import { publicIncident } from '@/lib/incidents/public-incident'
import { type LastTold, nextMessage, wantsIncident } from './rules'

/**
 * Queues what each channel hasn’t been sent yet, in the detector’s transaction, so that it’s sent once, whichever
 * process does it. A muted incident is reported only after the mute ends.
 */
export async function queueMessages(db: Db, { now }: { now: Date }) {
  const shown = await incidentsToTell(db, { now })
  if (shown.length === 0) return 0
  const [channels, told] = [
    await channelsToTell(db),
    await lastTold(db, { incidentIds: shown.map(({ incident }) => incident.id) }),
  ]
  let queued = 0
  for (const one of shown)
    for (const channel of channels)
      queued += await queueFor(db, one, { channel, last: lastOf(told, one, channel), now })
  return queued
}

function lastOf(told: ChannelMessageRow[], { incident }: ShownIncident, { id }: ChannelRow): LastTold | undefined {
  const row = told.find(({ incidentId, channelId }) => incidentId === incident.id && channelId === id)
  return row && { type: row.type, at: row.createdAt, body: row.body as LastTold['body'] }
}

async function queueFor(
  db: Db,
  shown: ShownIncident,
  { channel, last, now }: { channel: ChannelRow; last: LastTold | undefined; now: Date },
) {
  const { incident } = shown
  // An incident opened in a channel is closed there, even if the rules have changed.
  if (!last && !wantsIncident(channel, incident)) return 0
  const type = nextMessage(incident, { channel, last, now })
  if (!type) return 0
  const reader = { companyIds: channel.companyId ? [channel.companyId] : ('all' as const) }
  const { unacknowledgedMinutes } = channel
  const isEscalated = type === 'incident.opened' && unacknowledgedMinutes > 0
  const body = { ...publicIncident(incidentView(shown, reader)), ...(isEscalated && { unacknowledgedMinutes }) }
  const message = { channelId: channel.id, incidentId: incident.id, type, body, dueAt: now, createdAt: now }
  await insertChannelMessage(db, message)
  if (isEscalated)
    await insertIncidentEvent(db, {
      incidentId: incident.id,
      kind: 'escalated',
      text: `No one acknowledged it within ${plural(unacknowledgedMinutes, 'minute')}, so Pushdesk notified another channel.`,
      actorName: 'Pushdesk',
      at: now,
    })
  return 1
}
