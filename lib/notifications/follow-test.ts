import { z } from 'zod'
import { findTest } from '@/db/queries/deliveries/notifications'
import { showDelivery } from '@/lib/deliveries/log/show-delivery'
import type { Refused } from '@/lib/errors'
import { nothingHere } from '@/lib/scope'
import { staffStream } from '@/lib/staff/sign-in/staff-stream'

type Stage = Awaited<ReturnType<typeof showDelivery>>

/**
 * Why a stream ends: the phone's receipt arrived, the delivery ended and won't get one, the stream's time is up, the
 * session ended, or the reader no longer has access.
 */
export const testEnds = ['received', 'ended', 'time', 'signed_out', 'refused'] as const
export type TestEvent = { stage?: Stage; end?: (typeof testEnds)[number]; message?: string }

/** Streams a test stage by stage, up to the phone's receipt. */
export async function followTest(opened: Parameters<typeof staffStream>[0], { id: deliveryId }: { id: string }) {
  const test = z.uuid().safeParse(deliveryId).success && (await findTest(opened.ctx.db, { deliveryId }))
  if (!test) throw nothingHere()
  const { environmentId, notificationId } = test
  let told = ''

  return staffStream(opened, {
    kinds: ['deliveries', 'environment'],
    concerns: (change) =>
      change.kind === 'deliveries'
        ? change.notificationIds.includes(notificationId)
        : change.environmentId === environmentId,
    async look(ctx): Promise<{ events: TestEvent[]; isOver?: boolean }> {
      const stage = await showDelivery(ctx, { environmentId, deliveryId })
      const end = endOf(stage)
      const now = JSON.stringify(stage)
      const events: TestEvent[] = now === told ? [] : [{ stage }]
      told = now
      return end ? { events: [...events, { end }], isOver: true } : { events }
    },
    farewell: (end, refusal?: Refused) => ({ end, message: refusal?.message }),
  })
}

function endOf({ steps, state, endedAt }: Stage) {
  if (steps.some(({ kind }) => kind === 'received' || kind === 'opened')) return 'received'
  return endedAt && state !== 'accepted' ? 'ended' : undefined
}
