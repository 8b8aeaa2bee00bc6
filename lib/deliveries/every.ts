import { log } from '../log'

/** One run at a time; a failure is told, and the next run tries again. */
export function every(ms: number, run: () => Promise<unknown>) {
  let isRunning = false
  return setInterval(() => {
    if (isRunning) return
    isRunning = true
    run()
      .catch((error: unknown) => log.error({ err: error }, 'maintenance failed; retrying'))
      .finally(() => {
        isRunning = false
      })
  }, ms)
}
