import { v7 as uuidv7 } from 'uuid'
import type { Db } from '@/db/client'
import {
  type DeliveryRow,
  deliveriesOfNotifications,
  insertDeliveries,
  insertNewNotifications,
  type NotificationRow,
  notificationsByExternalId,
} from '@/db/queries/notifications'
import { findSendingEnvironment } from '@/db/queries/recipients'
import { announceNew } from '../deliveries/announce-deliveries'
import { Refused } from '../errors'
import { newDelivery, type SendingEnvironment } from './new-delivery'
import type { NewNotification } from './new-notification'
import { type NotificationDraft, notificationRow } from './notification-row'
import { type Resolved, resolveRecipients } from './recipients'

export type Created = {
  notification: NotificationRow
  deliveries: DeliveryRow[]
  /** The same id was accepted before, with the same content. */
  isRepeat: boolean
}

/** Writes the notification, and a queued delivery for each of its devices, all in the caller's transaction. */
export async function createNotification(
  db: Db,
  { environment, ...given }: NewNotification & { environment: { id: string } },
): Promise<Created> {
  const [created] = await createNotifications(db, { environmentId: environment.id, given: [given] })
  if (!created) throw new Error('createNotifications gave nothing back')
  if (created instanceof Refused) throw created
  return created
}

/** Many at once, each on its own: what is wrong with one comes back in its place, and nothing of it is written. */
export async function createNotifications(
  db: Db,
  { environmentId, given, now = new Date() }: { environmentId: string; given: NewNotification[]; now?: Date },
): Promise<(Created | Refused)[]> {
  const environment = await findSendingEnvironment(db, { environmentId })
  if (!environment) throw new Refused('not-found', 'This environment doesn’t exist.')
  const recipients = given.map(({ to }) => to)
  const resolved = await resolveRecipients(db, { environmentId, recipients, now })
  const drafts = given.map((one, index) => draftOf(environment, one, resolved[index], now))

  const rows = drafts.flatMap((draft) => (draft instanceof Refused ? [] : [draft.row]))
  const written = rows.length ? await insertNewNotifications(db, rows) : []
  const isWritten = new Set(written.map(({ id }) => id))
  const fresh = drafts.flatMap((draft) => (draft instanceof Refused || !isWritten.has(draft.row.id) ? [] : [draft]))
  const deliveries = await insertDeliveries(
    db,
    fresh.flatMap(({ row, targets, given: one }) =>
      targets.map((target) => newDelivery({ environment, notification: row, target, given: one, now })),
    ),
  )
  await announceNew(db, environmentId, deliveries)

  const repeats = await findRepeats(
    db,
    environmentId,
    drafts.filter(isDraft).filter(({ row }) => !isWritten.has(row.id)),
  )
  const notificationOf = new Map(written.map((row) => [row.id, row]))
  return drafts.map((draft) => {
    if (draft instanceof Refused) return draft
    const notification = notificationOf.get(draft.row.id)
    if (!notification) return repeatOf(draft, repeats)
    return {
      notification,
      deliveries: deliveries.filter((one) => one.notificationId === notification.id),
      isRepeat: false,
    }
  })
}

type Draft = { row: NotificationDraft; targets: Exclude<Resolved, Refused>['targets']; given: NewNotification }
const isDraft = (draft: Draft | Refused): draft is Draft => !(draft instanceof Refused)

function draftOf(
  environment: SendingEnvironment,
  given: NewNotification,
  resolved: Resolved | undefined,
  now: Date,
): Draft | Refused {
  if (!resolved) throw new Error('a recipient was not resolved')
  if (resolved instanceof Refused) return resolved
  const row = notificationRow({ environment, given, id: uuidv7(), customerId: resolved.customerId, now })
  return row instanceof Refused ? row : { row, targets: resolved.targets, given }
}

async function findRepeats(db: Db, environmentId: string, drafts: Draft[]) {
  const externalIds = drafts.flatMap(({ row }) => (row.externalId ? [row.externalId] : []))
  if (externalIds.length === 0) return { notifications: [], deliveries: [] }
  const notifications = await notificationsByExternalId(db, { environmentId, externalIds })
  const notificationIds = notifications.map(({ id }) => id)
  return { notifications, deliveries: await deliveriesOfNotifications(db, { environmentId, notificationIds }) }
}

function repeatOf({ row }: Draft, repeats: Awaited<ReturnType<typeof findRepeats>>): Created | Refused {
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
