import { late, within } from '@/lib/flow/within'
import { log } from '@/lib/log'

const stopMsMax = 12_000

/** Shuts down gracefully on SIGTERM and SIGINT. A second signal, or twelve seconds, ends the process at once. */
export function onStop(stop: () => Promise<void>) {
  let stopping = false
  const heard = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1)
    stopping = true
    log.info({ signal }, 'stopping')
    within(stopMsMax, stop()).then(
      (stopped) => process.exit(stopped === late ? 1 : 0),
      (error: unknown) => {
        log.error({ err: error }, 'shutdown failed')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', heard)
  process.on('SIGINT', heard)
}
