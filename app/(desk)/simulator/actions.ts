'use server'

import { forAct } from '@/app/_server/doors'
import { sendAgentMessage } from '@/lib/notifications/send-agent-message'
import { signUserToken } from '@/lib/simulator/sign-user-token'

export async function signTokenAction(input: { environmentId: string; userId: string }) {
  return forAct((ctx) => signUserToken(ctx, input))
}

export async function writeAsAgentAction(input: Parameters<typeof sendAgentMessage>[1]) {
  return forAct(async (ctx) => {
    const { notification, deliveries } = await sendAgentMessage(ctx, input)
    return { notificationId: notification.id, deliveryCount: deliveries.length }
  })
}
