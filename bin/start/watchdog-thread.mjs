import { writeSync } from 'node:fs'
import { Session } from 'node:inspector'
import { performance } from 'node:perf_hooks'
import { workerData } from 'node:worker_threads'

/**
 * @typedef {object} Watched
 * @property {Int32Array} beats how often the main thread has beaten; then whether it is debugged
 * @property {number} beatMs
 * @property {number} blockedMsMax
 * @property {number} stackMsMax for how long it waits for the stack
 */

/** @type {Watched} */
const { beats, beatMs, blockedMsMax, stackMsMax } = workerData
/** BSD's EX_SOFTWARE: a supervisor sees that it was no orderly end. */
const exitCode = 70

let seen = Atomics.load(beats, 0)
let blockedMs = 0
let lookedAt = performance.now()
const looking = setInterval(look, beatMs)

function look() {
  const now = performance.now()
  // A whole process that was stopped, or a computer that slept, comes back with one long pause: no one was blocked then.
  const sinceMs = Math.min(now - lookedAt, 2 * beatMs)
  lookedAt = now
  const beaten = Atomics.load(beats, 0)
  blockedMs = beaten === seen && !Atomics.load(beats, 1) ? blockedMs + sinceMs : 0
  seen = beaten
  if (blockedMs < blockedMsMax) return
  clearInterval(looking)
  end()
}

/** Interrupts the main thread wherever it is, also inside a regular expression or a promise that never rests. */
function end() {
  const session = new Session()
  session.connectToMainThread()
  const kill = () => process.kill(process.pid, 'SIGKILL')
  setTimeout(() => {
    tell('No stack: it does not run JavaScript.')
    kill()
  }, stackMsMax)
  session.once('Debugger.paused', ({ params }) => {
    const [frame] = params.callFrames
    /** @param {string} expression @param {(value: unknown) => void} then */
    const evaluate = (expression, then) =>
      session.post(
        'Debugger.evaluateOnCallFrame',
        { callFrameId: frame?.callFrameId ?? '', expression, returnByValue: true },
        (_error, answer) => then(answer?.result.value),
      )
    // By the global object: Node's own modules have parameters of these names, which a paused frame may no longer know.
    evaluate('globalThis.Error.stackTraceLimit = 100; new globalThis.Error("blocked here").stack', (stack) => {
      // The first frame is this question's own.
      tell(String(stack).replace(/\n {4}at eval \(eval at [^\n]*/, ''))
      evaluate(`globalThis.process.reallyExit(${exitCode})`, kill)
      setTimeout(kill, stackMsMax)
    })
  })
  session.post('Debugger.enable')
  session.post('Debugger.pause')
}

/**
 * A line as the log's own, written at once: what goes through the main thread would never come out.
 * @param {string} stack
 */
function tell(stack) {
  const msg = 'event loop blocked; exiting so that the supervisor restarts this process'
  const line = { level: 'fatal', time: new Date().toISOString(), blockedMs: Math.round(blockedMs), stack, msg }
  for (const out of [1, 2])
    try {
      return writeSync(out, `${JSON.stringify(line)}\n`)
    } catch {
      // A full pipe takes nothing; the other one may.
    }
}
