import { url as debuggerUrl } from 'node:inspector'
import { Worker } from 'node:worker_threads'
import { log } from '@/lib/log'
import type { Watched } from './watchdog-thread.mjs'

/** A tenth of the limit is fine enough, and a second costs nothing. */
const beatMsMax = 1_000
/** The stack is worth a wait: on a machine that is busy, the thread to be interrupted may get little of it. */
const stackSeconds = 10

/**
 * Ends this process, with the stack that blocks it in the log, once its event loop has not turned for that long: it answers
 * no one then, and only its supervisor can help. A thread of its own looks, because nothing runs on a blocked loop.
 */
export function startWatchdog({
  blockedSecondsMax,
  stackSecondsMax = stackSeconds,
}: {
  blockedSecondsMax: number
  stackSecondsMax?: number
}) {
  if (blockedSecondsMax === 0) return
  const beats = new Int32Array(new SharedArrayBuffer(8))
  const blockedMsMax = blockedSecondsMax * 1_000
  const beatMs = Math.min(beatMsMax, blockedMsMax / 10)
  const beat = () => {
    Atomics.add(beats, 0, 1)
    // Whoever stops at a breakpoint blocks the loop on purpose.
    Atomics.store(beats, 1, debuggerUrl() ? 1 : 0)
  }
  beat()
  setInterval(beat, beatMs).unref()
  const watched: Watched = { beats, beatMs, blockedMsMax, stackMsMax: stackSecondsMax * 1_000 }
  new Worker(new URL('./watchdog-thread.mjs', import.meta.url), {
    workerData: watched,
    // Plain JavaScript, without the loader that the rest needs.
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 },
  })
    .on('error', (error) =>
      log.error({ err: error }, 'watchdog stopped; a blocked process will no longer exit on its own'),
    )
    .unref()
}
