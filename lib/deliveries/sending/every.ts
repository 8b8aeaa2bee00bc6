import { log } from '@/lib/log'

export const every = (ms: number, run: () => Promise<unknown>) => setInterval(alone(run), ms)

export function atOnceAndEvery(ms: number, run: () => Promise<unknown>) {
  const runAlone = alone(run)
  runAlone()
  return setInterval(runAlone, ms)
}

/** Skips a run while the last one is still going. A failure is logged, and the next run tries again. */
function alone(run: () => Promise<unknown>) {
  let isRunning = false
  return () => {
    if (isRunning) return
    isRunning = true
    run()
      .catch((error: unknown) => log.error({ err: error }, 'maintenance failed; retrying'))
      .finally(() => {
        isRunning = false
      })
  }
}
