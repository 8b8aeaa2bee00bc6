import type { Db } from '@/db/client'
import { makeIncident } from '@/db/incident-factories'
import { acknowledgeIncident } from '@/lib/incidents/acknowledge-incident'
import { muteIncident, unmuteIncident } from '@/lib/incidents/mute-incident'
import { noteIncident } from '@/lib/incidents/note-incident'
import { signedIn } from '@/lib/testing/contexts'
import { type Act, aSentence } from './act'

async function opened(db: Db, given: Parameters<typeof makeIncident>[1] = {}) {
  const ctx = await signedIn(db, { role: 'admin' })
  const { id: incidentId } = await makeIncident(db, given)
  return { ctx, incidentId }
}

const until = new Date(Date.now() + 3_600_000)

export const incidentActs: Act[] = [
  {
    verb: 'acknowledgeIncident',
    async arrange(db) {
      const { ctx, incidentId } = await opened(db)
      return { ctx, act: () => acknowledgeIncident(ctx, { incidentId }), before: { acknowledgedBy: null } }
    },
    again: aSentence,
  },
  {
    verb: 'muteIncident',
    async arrange(db) {
      const { ctx, incidentId } = await opened(db)
      const act = () => muteIncident(ctx, { incidentId, until, reason: 'Maintenance' })
      return { ctx, act, before: { mutedUntil: null, reason: null } }
    },
    again: aSentence,
  },
  {
    verb: 'unmuteIncident',
    async arrange(db) {
      const { ctx, incidentId } = await opened(db, { mutedUntil: until, muteReason: 'Maintenance' })
      const before = { mutedUntil: until.toISOString(), reason: 'Maintenance' }
      return { ctx, act: () => unmuteIncident(ctx, { incidentId }), before }
    },
    again: aSentence,
  },
  {
    verb: 'noteIncident',
    async arrange(db) {
      const { ctx, incidentId } = await opened(db)
      return { ctx, act: () => noteIncident(ctx, { incidentId, text: 'Called Apple.' }) }
    },
    again: 'makes another one',
  },
]
