import { z } from 'zod'
import type { Db } from '@/db/client'
import { countFailedSince, failedSince, takeRecovery, type WhichFailed } from '@/db/queries/deliveries/repeats'
import { findIncident } from '@/db/queries/incidents/incidents'
import { lostIn } from '@/db/queries/incidents/lost'
import { command, query } from '@/lib/command'
import type { SignedInStaff } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { inEnvironment, nothingHere } from '@/lib/scope'
import { noteRecovered } from './note-recovered'
import { repeatDeliveries } from './repeat-deliveries'

/** The most per transaction. Call again to recover the rest. */
export const recoveredMax = 10_000
const batchMax = 500

export const FailedSince = inEnvironment({
  /** Deliveries created since then. Leave it out to recover what an incident lost. */
  since: z.coerce.date({ error: 'Choose a time.' }).optional(),
  /** Only deliveries with these reasons; default all. Not allowed with an incident. */
  reasons: z.array(z.string().max(100)).max(50).optional(),
  incident: z.uuid().optional(),
})

export const RecoverFailed = FailedSince.extend({
  /** The preview's count. A larger count is a conflict, so that no one sends more than they saw. */
  expectedCount: z.int().min(1),
})

export type RecoverFailed = Omit<z.input<typeof RecoverFailed>, 'environmentId' | 'since'> & { since: Date }

/** Counts failed deliveries since then or in the incident, by reason, and how many of them can be resent. */
export const previewRecovery = query('delivery.recover', FailedSince, async ({ db, staff, input }) => {
  const byReason = await countFailedSince(db, await whichOf(db, staff, { ...input, now: new Date() }))
  const sum = (key: 'failed' | 'recoverable') => byReason.reduce((total, row) => total + row[key], 0)
  return { failed: sum('failed'), recoverable: sum('recoverable'), atOnceMax: recoveredMax, byReason }
})

/** Resends failed deliveries, except those that expired, were resent already, or whose device is disabled or moved. */
export const recoverFailed = command('delivery.recover', RecoverFailed, async ({ db, staff, input, trace }) => {
  const { expectedCount, incident, since, reasons } = input
  if (!(await takeRecovery(db, input)))
    throw new Refused('conflict', 'Someone else is resending these right now. Check the preview again.')
  const now = new Date()
  const originals = await failedSince(db, { ...(await whichOf(db, staff, { ...input, now })), limit: recoveredMax })
  if (originals.length === 0) throw new Refused('conflict', 'Nothing is left to resend.')
  if (originals.length > expectedCount)
    throw new Refused('conflict', `There are now ${originals.length}, not ${expectedCount}. Check the preview again.`)
  for (let from = 0; from < originals.length; from += batchMax)
    await repeatDeliveries(db, {
      environmentId: input.environmentId,
      originals: originals.slice(from, from + batchMax),
      now,
      trace,
    })
  if (incident) await noteRecovered(db, staff, { ...input, incident, recovered: originals.length, now })
  return {
    result: { recovered: originals.length },
    audit: {
      subject: { kind: 'environment', id: input.environmentId },
      after: { since: since?.toISOString(), reasons, incident, recovered: originals.length },
    },
  }
})

type Wanted = z.output<typeof FailedSince> & { now: Date }

async function whichOf(db: Db, { companyIds }: SignedInStaff, wanted: Wanted): Promise<WhichFailed> {
  const { environmentId, since, reasons, incident: incidentId, now } = wanted
  if (!incidentId) {
    if (since) return { environmentId, since, reasons, now }
    throw new Refused('invalid', 'Some fields aren’t valid.', { since: ['Choose a time, or an incident.'] })
  }
  if (since ?? reasons)
    throw new Refused('invalid', 'Some fields aren’t valid.', { incident: ['Has a time and reasons of its own.'] })
  const found = await findIncident(db, { incidentId, companyIds })
  const lost = found && lostIn(found.incident, environmentId)
  if (!lost) throw nothingHere()
  return { environmentId, lost, now }
}
