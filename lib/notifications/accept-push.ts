import { machineCommand } from '@/lib/keys/machine-verb'
import { type CreatedNotifications, createNotification } from './create-notification'
import { type Push, recipientOf } from './inputs'

/** The APNs-backed route: sends the caller's own payload to any recipient that the caller names. */
export const acceptPush = machineCommand(
  { takes: 'secret' },
  (ctx, { to, payload, headers, idempotencyKey }: Push): Promise<CreatedNotifications> => {
    return createNotification(ctx.db, {
      environment: ctx.environment,
      type: 'live',
      externalId: idempotencyKey,
      to: recipientOf(to),
      payload,
      headers,
      isApnsOnly: true,
      actor: { kind: 'api_key', id: ctx.key.id, name: ctx.key.name },
      requestId: ctx.requestId,
      trace: ctx.trace,
    })
  },
)
