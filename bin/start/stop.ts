import { late, within } from '@/lib/flow/within'
import { log } from '@/lib/log'

const stopMsMax = 12_000
/** npm forwards the Ctrl C that the terminal has already sent to every process, so one Ctrl C can arrive twice. */
const sameSignalMsMax = 1_000

/** Shuts down gracefully on SIGTERM and SIGINT. A later second signal, or twelve seconds, ends the process at once. */
export function onStop(stop: () => Promise<void>) {
  const heard = stopping({ stop, exit: (code) => process.exit(code), nowMs: () => performance.now() })
  process.on('SIGTERM', heard)
  process.on('SIGINT', heard)
}

type Given = { stop: () => Promise<void>; exit: (code: number) => void; nowMs: () => number }

export function stopping({ stop, exit, nowMs }: Given) {
  let firstMs: number | undefined
  return (signal: NodeJS.Signals) => {
    if (firstMs !== undefined) {
      if (nowMs() - firstMs > sameSignalMsMax) exit(1)
      return
    }
    firstMs = nowMs()
    log.info({ signal }, 'stopping')
    within(stopMsMax, stop()).then(
      (stopped) => exit(stopped === late ? 1 : 0),
      (error: unknown) => {
        log.error({ err: error }, 'shutdown failed')
        exit(1)
      },
    )
  }
}
