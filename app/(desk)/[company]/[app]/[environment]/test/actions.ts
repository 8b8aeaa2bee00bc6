'use server'

import { environmentFor, forAct } from '@/app/_server/doors'
import type { PushHeaders } from '@/lib/apns/check-headers'
import { sendTest as send } from '@/lib/notifications/send-test'

type Test = { deviceId: string; payload: Record<string, unknown>; headers: PushHeaders; confirmation?: string }

export async function sendTest(base: string, test: Test) {
  return forAct(async (ctx) => {
    const [, company = '', app = '', environment = ''] = base.split('/')
    const { id: environmentId } = await environmentFor(ctx, { company, app, environment })
    const { deliveries, testsLeft } = await send(ctx, { environmentId, ...test })
    return { deliveryId: deliveries[0]?.id, testsLeft }
  })
}
