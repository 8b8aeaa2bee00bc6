'use server'

import { environmentFor, forAct } from '@/app/_server/doors'
import { type RecoverFailed, recoverFailed } from '@/lib/deliveries/recover-failed'
import { resolveFilter as resolve } from '@/lib/deliveries/resolve-filter'
import { sendAgain as sendAgainVerb } from '@/lib/deliveries/send-again'

/** An act although it changes nothing: what people type here must not stand in a URL. */
export async function resolveFilter(base: string, text: string) {
  return forAct(async (ctx) => {
    const { id } = await environmentAt(ctx, base)
    const found = await resolve(ctx, { environmentId: id, text })
    return { customer: null, device: null, notification: null, conversation: null, ...found }
  })
}

export async function sendAgain(base: string, deliveryId: string) {
  return forAct(async (ctx) => {
    const { id: environmentId } = await environmentAt(ctx, base)
    const { id } = await sendAgainVerb(ctx, { environmentId, deliveryId })
    return { id }
  })
}

export async function recover(base: string, wanted: RecoverFailed) {
  return forAct(async (ctx) => {
    const { id: environmentId } = await environmentAt(ctx, base)
    const at = new Date()
    return { ...(await recoverFailed(ctx, { environmentId, ...wanted })), at }
  })
}

function environmentAt(ctx: Parameters<typeof environmentFor>[0], base: string) {
  const [, company = '', app = '', environment = ''] = base.split('/')
  return environmentFor(ctx, { company, app, environment })
}
