import { announce } from '@/db/announce'
import type { Change } from '@/db/changes'
import type { Db } from '@/db/client'
import { newId } from '@/db/new-id'
import { processWide } from '@/db/process-wide'
import type { DeliveryRow } from '@/db/queries/deliveries/notifications'
import type { Transport } from '@/db/schema/notifications'

/** A NOTIFY payload is limited to 8,000 bytes; an ID takes 39. */
const idsMax = 150

/** Announces that these deliveries changed. */
export async function announceDeliveries(db: Db, environmentId: string, changed: { notificationId: string }[]) {
  await announce(db, ...changesOf(environmentId, changed))
}

/** Announcements for new deliveries, also to workers. `isWoken`: this process wakes its own workers after commit. */
export function changesOfNew(environmentId: string, deliveries: NewDelivery[], { isWoken = false } = {}): Change[] {
  const transports = transportsDue(deliveries)
  const due: Change = { kind: 'due', transports, ...(isWoken && { wokenBy: thisProcess() }) }
  return [...(transports.length ? [due] : []), ...changesOf(environmentId, deliveries)]
}

type NewDelivery = Pick<DeliveryRow, 'notificationId' | 'state' | 'transport'>

export const transportsDue = (deliveries: NewDelivery[]) => [
  ...new Set(deliveries.flatMap(({ state, transport }) => (state === 'queued' ? [transport] : []))),
]

function changesOf(environmentId: string, changed: { notificationId: string }[]): Change[] {
  const ids = [...new Set(changed.map(({ notificationId }) => notificationId))]
  const parts = Array.from({ length: Math.ceil(ids.length / idsMax) }, (_, part) => part * idsMax)
  return parts.map((from) => ({
    kind: 'deliveries',
    environmentId,
    notificationIds: ids.slice(from, from + idsMax),
  }))
}

/** Without transports, deliveries of any transport may be due. */
type Wake = (transports?: Transport[]) => void

const wakes = processWide<Set<Wake>>('wakeWorkers')
const name = processWide<string>('processName')

/** Wakes this process's workers after a commit, without a detour through the database. */
export function wakeWorkers(transports?: Transport[]) {
  for (const wake of wakes.get() ?? []) wake(transports)
}

/** Registers `wake`. Returns a function that removes it. */
export function onWake(wake: Wake): () => void {
  const all = wakes.get() ?? new Set()
  wakes.set(all.add(wake))
  return () => void all.delete(wake)
}

/** An ID that tells this process from every other on the same database. */
export function thisProcess(): string {
  const own = name.get() ?? newId()
  name.set(own)
  return own
}
