import { z } from 'zod'
import { countFailedSince, failedSince, takeRecovery } from '@/db/queries/deliveries/repeats'
import { command, query } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'
import { repeatDeliveries } from './repeat-deliveries'

/** One transaction; what is more is recovered by asking again. */
export const recoveredMax = 10_000
const batchMax = 500

export const FailedSince = inEnvironment({
  since: z.coerce.date({ error: 'Choose a time.' }),
  /** Only these; default all. */
  reasons: z.array(z.string().max(100)).max(50).optional(),
})

export const RecoverFailed = FailedSince.extend({
  /** What the preview said; refused when it has grown since, so that no one sends more than they saw. */
  expectedCount: z.int().min(1),
})

export type RecoverFailed = Omit<z.input<typeof RecoverFailed>, 'environmentId' | 'since'> & { since: Date }

/** How many failed since then, by reason, and how many can be resent. */
export const previewRecovery = query('delivery.recover', FailedSince, async ({ db, input }) => {
  const byReason = await countFailedSince(db, { ...input, now: new Date() })
  const sum = (key: 'failed' | 'recoverable') => byReason.reduce((total, row) => total + row[key], 0)
  return { failed: sum('failed'), recoverable: sum('recoverable'), atOnceMax: recoveredMax, byReason }
})

/** Sends again what failed since then: not what has expired, was repeated, or whose device is dead or has moved. */
export const recoverFailed = command('delivery.recover', RecoverFailed, async ({ db, input, trace }) => {
  const { expectedCount, ...which } = input
  if (!(await takeRecovery(db, input)))
    throw new Refused('conflict', 'Someone else is resending these right now. Check the preview again.')
  const now = new Date()
  const originals = await failedSince(db, { ...which, now, limit: recoveredMax })
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
  return {
    result: { recovered: originals.length },
    audit: {
      subject: { kind: 'environment', id: input.environmentId },
      after: { since: input.since.toISOString(), reasons: input.reasons, recovered: originals.length },
    },
  }
})
