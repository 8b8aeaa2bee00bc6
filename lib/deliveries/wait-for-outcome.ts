import { type Change, changesChannel } from '@/db/changes'
import type { Database } from '@/db/client'
import {
  type DeliveryRow,
  deliveriesOfNotifications,
  findNotification,
  type NotificationRow,
} from '@/db/queries/notifications'
import { Refused } from '../errors'

type Watched = { environmentId: string; notificationId: string }
export type Outcome = { notification: NotificationRow; deliveries: DeliveryRow[]; isOver: boolean }

/** Should a signal be lost: looked at again after this long. */
const lookAgainMs = 2_000

const watchers = new Map<string, Set<() => void>>()
const listening = new WeakMap<Database, Promise<unknown>>()

/** The notification once all its deliveries have ended, or as it is when the time is over. Woken by what workers announce. */
export async function waitForOutcome(
  database: Database,
  { waitMs, signal, ...watched }: Watched & { waitMs: number; signal?: AbortSignal },
): Promise<Outcome> {
  await listen(database)
  const deadline = Date.now() + waitMs
  for (;;) {
    const changed = nextChange(watched.notificationId)
    try {
      const outcome = await look(database, watched)
      const restMs = deadline - Date.now()
      if (outcome.isOver || restMs <= 0 || signal?.aborted) return outcome
      await Promise.race([changed.heard, pause(Math.min(restMs, lookAgainMs))])
    } finally {
      changed.forget()
    }
  }
}

async function look({ db }: Database, { environmentId, notificationId }: Watched): Promise<Outcome> {
  const notification = await findNotification(db, { environmentId, id: notificationId })
  if (!notification) throw new Refused('not-found', 'There is no such notification in this environment.')
  const deliveries = await deliveriesOfNotifications(db, { environmentId, notificationIds: [notificationId] })
  return { notification, deliveries, isOver: deliveries.every(({ endedAt }) => endedAt !== null) }
}

/** Begun before looking, so that nothing falls between the look and the wait. */
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

/** One listener a process, for all who wait. */
function listen(database: Database) {
  let started = listening.get(database)
  if (!started) {
    started = database.listen(changesChannel, heard)
    listening.set(database, started)
    started.catch(() => listening.delete(database))
  }
  return started
}

function heard(payload: string | undefined) {
  const change = payload === undefined ? undefined : (JSON.parse(payload) as Change)
  const ids = change === undefined ? [...watchers.keys()] : change.kind === 'deliveries' ? change.notificationIds : []
  for (const id of ids) for (const hear of watchers.get(id) ?? []) hear()
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
