'use server'

import { environmentFor, forAct } from '@/app/_server/doors'
import { resolveFilter as resolve } from '@/lib/deliveries/resolve-filter'

/** An act although it changes nothing: what people type here must not stand in a URL. */
export async function resolveFilter(base: string, text: string) {
  return forAct(async (ctx) => {
    const [, company = '', app = '', environment = ''] = base.split('/')
    const { id } = await environmentFor(ctx, { company, app, environment })
    const found = await resolve(ctx, { environmentId: id, text })
    return { customer: null, device: null, notification: null, conversation: null, ...found }
  })
}
