import type { Heard } from '@/db/changes'
import type { Database } from '@/db/client'
import {
  type DeliveryRow,
  deliveriesOfNotifications,
  findNotificationRow,
  type NotificationRow,
} from '@/db/queries/deliveries/notifications'
import { Refused } from '@/lib/errors'
import { within } from '@/lib/flow/within'

type Watched = { environmentId: string; notificationId: string }
type AwaitedOutcome = { notification: NotificationRow; deliveries: DeliveryRow[]; isOver: boolean }

/** Checks again after this long, in case a signal was lost. */
const lookAgainMs = 2_000

const watchers = new Map<string, Set<() => void>>()
const hearing = new WeakMap<Database, Promise<unknown>>()

/** Returns the notification once all its deliveries have ended or time is up. Woken by the workers' announcements. */
export async function waitForOutcome(
  database: Database,
  { waitMs, signal, ...watched }: Watched & { waitMs: number; signal?: AbortSignal },
): Promise<AwaitedOutcome> {
  await hear(database)
  const deadline = Date.now() + waitMs
  for (;;) {
    const changed = nextChange(watched.notificationId)
    try {
      const outcome = await look(database, watched)
      const restMs = deadline - Date.now()
      if (outcome.isOver || restMs <= 0 || signal?.aborted) return outcome
      await within(Math.min(restMs, lookAgainMs), changed.heard)
    } finally {
      changed.forget()
    }
  }
}

async function look({ db }: Database, { environmentId, notificationId }: Watched): Promise<AwaitedOutcome> {
  const notification = await findNotificationRow(db, { environmentId, id: notificationId })
  if (!notification) throw new Refused('not-found', 'This environment has no such notification.')
  const deliveries = await deliveriesOfNotifications(db, { environmentId, notificationIds: [notificationId] })
  return { notification, deliveries, isOver: deliveries.every(({ endedAt }) => endedAt !== null) }
}

/** Subscribe before reading, so that no change is missed between the read and the wait. */
function nextChange(notificationId: string) {
  let hear: () => void = () => undefined
  const heard = new Promise<void>((resolve) => {
    hear = resolve
  })
  const others = watchers.get(notificationId) ?? new Set()
  watchers.set(notificationId, others.add(hear))
  return {
    heard,
    forget() {
      others.delete(hear)
      if (others.size === 0 && watchers.get(notificationId) === others) watchers.delete(notificationId)
    },
  }
}

/** Subscribes once per process, for all callers. */
function hear(database: Database) {
  let started = hearing.get(database)
  if (!started) {
    started = database.hear(['deliveries'], heard)
    hearing.set(database, started)
    started.catch(() => hearing.delete(database))
  }
  return started
}

function heard(change: Heard<'deliveries'>) {
  const ids = change.kind === 'gap' ? [...watchers.keys()] : change.notificationIds
  for (const id of ids) for (const wake of watchers.get(id) ?? []) wake()
}
