'use server'

import { forAct } from '@/app/_server/doors'
import { type RecoverFailed, recoverFailed } from '@/lib/deliveries/recover-failed'
import { resolveFilter as resolve } from '@/lib/deliveries/resolve-filter'
import { sendAgain as sendAgainVerb } from '@/lib/deliveries/send-again'

/** An act although it changes nothing: what people type here must not stand in a URL. */
export async function resolveFilter(environmentId: string, text: string) {
  return forAct(async (ctx) => {
    const found = await resolve(ctx, { environmentId, text })
    return { customer: null, device: null, notification: null, conversation: null, ...found }
  })
}

export async function sendAgain(delivery: { environmentId: string; deliveryId: string }) {
  return forAct(async (ctx) => {
    const { id } = await sendAgainVerb(ctx, delivery)
    return { id }
  })
}

export async function recover(environmentId: string, wanted: RecoverFailed) {
  return forAct(async (ctx) => {
    const at = new Date()
    return { ...(await recoverFailed(ctx, { environmentId, ...wanted })), at }
  })
}
