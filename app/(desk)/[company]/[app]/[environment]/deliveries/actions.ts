'use server'

import { forAct } from '@/app/_server/doors'
import { type RecoverFailed, recoverFailed } from '@/lib/deliveries/recover-failed'
import { sendAgain } from '@/lib/deliveries/send-again'
import type { ResolvedFilter } from '@/lib/look-up/filter-choice'
import { resolveFilter } from '@/lib/look-up/resolve-filter'

/** Resolves typed text to a filter. An action, although read-only, because the text mustn't appear in a URL. */
export async function resolveFilterAction(environmentId: string, text: string) {
  return forAct(async (ctx) => {
    const { filter, choices, noMatch } = await resolveFilter(ctx, { environmentId, text })
    const whole = (one: ResolvedFilter) => ({
      customer: null,
      device: null,
      notification: null,
      conversation: null,
      ...one,
    })
    return {
      filter: filter && whole(filter),
      choices: choices.map((choice) => ({ ...choice, filter: whole(choice.filter) })),
      noMatch,
    }
  })
}

export async function sendAgainAction(delivery: { environmentId: string; deliveryId: string }) {
  return forAct(async (ctx) => {
    const { id } = await sendAgain(ctx, delivery)
    return { id }
  })
}

export async function recoverFailedAction(environmentId: string, wanted: RecoverFailed) {
  return forAct(async (ctx) => {
    const at = new Date()
    return { ...(await recoverFailed(ctx, { environmentId, ...wanted })), at }
  })
}
