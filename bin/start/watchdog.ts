import { url as debuggerUrl } from 'node:inspector'
import { Worker } from 'node:worker_threads'
import { log } from '@/lib/log'
import type { Watched } from './watchdog-thread.mjs'

/** A tenth of the limit is precise enough, and a beat per second costs nothing. */
const beatMsMax = 1_000
/** The stack is worth the wait: on a busy machine, the thread to be interrupted may get little CPU time. */
const stackSeconds = 10

/**
 * Ends this process once its event loop has been blocked for that long, and logs the blocking stack. A blocked process
 * serves no one, and only its supervisor can help. Runs in its own thread, because a blocked loop runs nothing.
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
    // Stopping at a breakpoint blocks the loop on purpose.
    Atomics.store(beats, 1, debuggerUrl() ? 1 : 0)
  }
  beat()
  setInterval(beat, beatMs).unref()
  const watched: Watched = { beats, beatMs, blockedMsMax, stackMsMax: stackSecondsMax * 1_000 }
  new Worker(new URL('./watchdog-thread.mjs', import.meta.url), {
    workerData: watched,
    // The thread is plain JavaScript, so it doesn't need the loader.
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 },
  })
    .on('error', (error) =>
      log.error({ err: error }, 'watchdog stopped; a blocked process will no longer exit on its own'),
    )
    .unref()
}
