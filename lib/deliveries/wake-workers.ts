import { processWide } from '@/db/process-wide'

const wakes = processWide<Set<() => void>>('wakeWorkers')

/** After a commit: the workers of this process look at once, and need not hear of it through the database. */
export function wakeWorkers() {
  for (const wake of wakes.get() ?? []) wake()
}

/** Gives back how to end it. */
export function onWake(wake: () => void): () => void {
  const all = wakes.get() ?? new Set()
  wakes.set(all.add(wake))
  return () => void all.delete(wake)
}
