import { v7 as uuidv7 } from 'uuid'
import { announce } from '@/db/announce'
import type { Change } from '@/db/changes'
import type { Db } from '@/db/client'
import { processWide } from '@/db/process-wide'
import type { DeliveryRow } from '@/db/queries/deliveries/notifications'
import type { Transport } from '@/db/schema/notifications'

/** A NOTIFY payload ends at 8,000 bytes; an id takes 39. */
const idsMax = 150

/** Tells whoever watches that something about these deliveries changed. */
export async function announceDeliveries(db: Db, environmentId: string, changed: { notificationId: string }[]) {
  await announce(db, ...changesOf(environmentId, changed))
}

/** What is announced of new ones, to workers as well. `isWoken`: this process wakes its own after the commit. */
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

/** Undefined: something of any may be due. */
type Wake = (transports?: Transport[]) => void

const wakes = processWide<Set<Wake>>('wakeWorkers')
const name = processWide<string>('processName')

/** After a commit: the workers of this process look at once, and need not hear of it through the database. */
export function wakeWorkers(transports?: Transport[]) {
  for (const wake of wakes.get() ?? []) wake(transports)
}

/** Gives back how to end it. */
export function onWake(wake: Wake): () => void {
  const all = wakes.get() ?? new Set()
  wakes.set(all.add(wake))
  return () => void all.delete(wake)
}

/** What distinguishes it from every other on the same database. */
export function thisProcess(): string {
  const own = name.get() ?? uuidv7()
  name.set(own)
  return own
}
