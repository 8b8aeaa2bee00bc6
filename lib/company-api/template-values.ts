import type { Sendable } from '@/db/queries/sending/sending'
import type { TemplateValues } from './template'

/** The placeholders' values for a delivery. */
export function templateValuesOf(delivery: Sendable): TemplateValues {
  const { id: userId = null, anonymousId = null } = delivery.user ?? {}
  return {
    deviceToken: delivery.deviceKind === 'device_token' ? delivery.address : undefined,
    uuid: delivery.deviceKind === 'uuid' ? delivery.address : undefined,
    address: delivery.address,
    user: userId !== null ? { id: userId } : anonymousId !== null ? { anonymousId } : null,
    userId,
    anonymousId,
    type: delivery.type,
    title: delivery.title,
    body: delivery.body,
    payload: delivery.payload,
    notificationId: delivery.notificationId,
    deliveryId: delivery.id,
    conversationId: delivery.conversationId,
    unread: delivery.unread,
    sentAt: delivery.sentAt?.toISOString() ?? null,
    expiresAt: delivery.expiresAt.toISOString(),
  }
}
