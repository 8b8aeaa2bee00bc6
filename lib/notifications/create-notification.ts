import type { Db } from '@/db/client'
import { newId } from '@/db/new-id'
import {
  type DeliveryRow,
  deliveriesOfNotifications,
  insertNotifications,
  type NotificationRow,
  notificationsByExternalId,
} from '@/db/queries/deliveries/notifications'
import type { SendingEnvironment } from '@/db/queries/deliveries/recipients'
import type { Transport } from '@/db/schema/notifications'
import { changesOfNew } from '@/lib/deliveries/announce-deliveries'
import { suppressionOf } from '@/lib/deliveries/suppression'
import { Refused } from '@/lib/errors'
import { grouped } from '@/lib/grouped'
import { newTrace } from '@/lib/trace'
import type { NewNotification } from './new-notification'
import { type NotificationDraft, notificationRow } from './notification-row'
import { type DeliveryTarget, type Resolved, resolveRecipients } from './recipients'

export type CreatedNotifications = {
  notification: NotificationRow
  deliveries: DeliveryRow[]
  /** Whether the same ID was accepted before, with the same content. */
  isRepeat: boolean
}

/** Writes the notification and a delivery for each of its devices in the caller's transaction. */
export async function createNotification(
  db: Db,
  { environment, ...given }: NewNotification & { environment: { id: string } },
): Promise<CreatedNotifications> {
  const [created] = await createNotifications(db, { environmentId: environment.id, given: [given] })
  if (!created) throw new Error('createNotifications gave nothing back')
  if (created instanceof Refused) throw created
  return created
}

/** Creates many at once, each independently: an invalid one is returned as a Refused in its place and isn't written. */
export async function createNotifications(
  db: Db,
  { environmentId, given, isWoken }: { environmentId: string; given: NewNotification[]; isWoken?: boolean },
): Promise<(CreatedNotifications | Refused)[]> {
  const now = new Date()
  const recipients = given.map(({ to }) => to)
  const { environment, resolved } = await resolveRecipients(db, { environmentId, recipients, now })
  const drafts = given.map((one, index) => draftOf(environment, one, resolved[index], now))
  const whole = drafts.filter(isDraft)
  const targeted = whole.flatMap((draft) =>
    draft.targets.map((target) => newDelivery({ environment, draft, target, now })),
  )
  const written = await insertNotifications(db, {
    notifications: whole.map(({ row }) => row),
    deliveries: targeted,
    changes: changesOfNew(environmentId, targeted, { isWoken }),
  })
  const notificationOf = new Map(written.notifications.map((row) => [row.id, row]))
  const deliveriesOf = grouped(written.deliveries, ({ notificationId }) => notificationId)
  const repeats = await findRepeats(
    db,
    environmentId,
    whole.filter(({ row }) => !notificationOf.has(row.id)),
  )
  return drafts.map((draft) => {
    if (draft instanceof Refused) return draft
    const notification = notificationOf.get(draft.row.id)
    if (!notification) return repeatOf(draft, repeats)
    return {
      notification,
      deliveries: deliveriesOf.get(notification.id) ?? [],
      isRepeat: false,
    }
  })
}

type Draft = { row: NotificationDraft; targets: DeliveryTarget[]; given: NewNotification }
const isDraft = (draft: Draft | Refused): draft is Draft => !(draft instanceof Refused)

function draftOf(
  environment: SendingEnvironment,
  given: NewNotification,
  resolved: Resolved | undefined,
  now: Date,
): Draft | Refused {
  if (!resolved) throw new Error('a recipient was not resolved')
  if (resolved instanceof Refused) return resolved
  const row = notificationRow({ environment, given, id: newId(), customerId: resolved.customerId, now })
  return row instanceof Refused ? row : { row, targets: resolved.targets, given }
}

async function findRepeats(db: Db, environmentId: string, drafts: Draft[]) {
  const externalIds = drafts.flatMap(({ row }) => (row.externalId ? [row.externalId] : []))
  if (externalIds.length === 0) return { notifications: [], deliveries: [] }
  const notifications = await notificationsByExternalId(db, { environmentId, externalIds })
  const notificationIds = notifications.map(({ id }) => id)
  return { notifications, deliveries: await deliveriesOfNotifications(db, { environmentId, notificationIds }) }
}

function repeatOf({ row }: Draft, repeats: Awaited<ReturnType<typeof findRepeats>>): CreatedNotifications | Refused {
  const notification = repeats.notifications.find(({ externalId }) => externalId === row.externalId)
  if (!notification) throw new Error(`notification ${row.id} was neither written nor found`)
  if (notification.requestHash !== row.requestHash)
    return new Refused(
      'conflict',
      'This ID was already used with different content. Send the same content again, or use a new ID.',
      {},
      'id_reused',
    )
  const deliveries = repeats.deliveries.filter(({ notificationId }) => notificationId === notification.id)
  return { notification, deliveries, isRepeat: true }
}

type ToTarget = { environment: SendingEnvironment; draft: Draft; target: DeliveryTarget; now: Date }

/** A delivery of a notification to one address: queued, or suppressed with a reason. */
function newDelivery({ environment, draft: { row, given }, target, now }: ToTarget) {
  const { device } = target
  const { expiresAt, ignoresPresence } = row
  const reason = suppressionOf({ now, expiresAt, device, ignoresPresence, type: row.type })
  const transport = transportFor(environment, target, given)
  const { traceId, traceParent } = given.trace ?? newTrace()
  return {
    id: newId(),
    environmentId: environment.id,
    notificationId: row.id,
    type: row.type,
    customerId: row.customerId,
    deviceId: device?.id,
    deviceKind: target.kind,
    address: target.address,
    transport,
    isSimulated: transport === 'apns' && environment.apnsServer === 'simulator',
    state: reason ? ('suppressed' as const) : ('queued' as const),
    reason,
    orderKey: device && given.conversationId !== undefined ? `${given.conversationId}:${device.id}` : undefined,
    expiresAt,
    endedAt: reason ? now : undefined,
    createdAt: now,
    traceId,
    traceParent,
  }
}

/** UUIDs go to the company API, because only the company knows them. Device tokens do too if it is set so. */
function transportFor(environment: SendingEnvironment, target: DeliveryTarget, given: NewNotification): Transport {
  if (target.kind === 'uuid') return 'company_api'
  return environment.endpointUsedFor === 'all' && !given.isApnsOnly ? 'company_api' : 'apns'
}
