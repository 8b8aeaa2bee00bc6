import { eventsIn } from './server-sent-events'

type Options = {
  endpoint: string
  publishableKey: string
  fetch: typeof globalThis.fetch
  /** The customer whose phone listens, so that the server knows when it has left. */
  targetingKey: () => string | undefined
  /** Called on connecting and on each event. `etag` identifies the change, for the request that follows. */
  onChange: (etag: string | undefined) => void
}

const waitMsMin = 1_000
const waitMsMax = 30_000
/** The server writes at least every 25 s; twice that without a byte means the connection is dead. */
const silenceMsMax = 55_000

/** The event stream of the environment's prompt, open while the app is in front. Reconnects when it is lost. */
export function createPromptStream({ endpoint, publishableKey, fetch, targetingKey, onChange }: Options) {
  let running: AbortController | undefined
  let wake: () => void = noWaiting

  async function follow(stop: AbortSignal) {
    let waitMs = waitMsMin
    while (!stop.aborted) {
      try {
        for await (const event of connect(stop)) {
          waitMs = waitMsMin
          onChange(etagIn(event))
        }
      } catch (error) {
        if (error instanceof Refused) {
          running = undefined
          return
        }
      }
      const isOver = await pause(waitMs * (0.75 + Math.random() / 2), stop)
      waitMs = isOver ? Math.min(waitMs * 2, waitMsMax) : waitMsMin
    }
  }

  /** Resolves to true when the time is up, and to false when the wait was cut short. */
  function pause(ms: number, stop: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (isOver: boolean) => () => {
        clearTimeout(timer)
        wake = noWaiting
        resolve(isOver)
      }
      const timer = setTimeout(end(true), ms)
      wake = end(false)
      stop.addEventListener('abort', end(false))
    })
  }

  async function* connect(stop: AbortSignal) {
    const silence = new AbortController()
    const signal = AbortSignal.any([stop, silence.signal])
    const key = targetingKey()
    const response = await fetch(new URL('/api/v1/prompt/stream', endpoint), {
      signal,
      headers: {
        authorization: `Bearer ${publishableKey}`,
        accept: 'text/event-stream',
        ...(key !== undefined && { 'targeting-key': encodeURIComponent(key) }),
      },
    })
    if (response.status === 401 || response.status === 403) throw new Refused()
    if (!response.ok || !response.body) throw new Error(`The stream answered ${response.status}.`)
    yield* eventsIn(response.body, silenceMsMax, () => silence.abort())
  }

  return {
    /** Connects at once, even during the wait before a retry. */
    open() {
      wake()
      if (running) return
      running = new AbortController()
      void follow(running.signal)
    },
    close() {
      running?.abort()
      running = undefined
    },
  }
}

const noWaiting = () => undefined

/** The server rejects the key, so retrying wouldn't help. The next foreground tries again. */
class Refused extends Error {}

function etagIn(data: string): string | undefined {
  try {
    const { etag } = JSON.parse(data) as { etag?: unknown }
    return typeof etag === 'string' ? etag : undefined
  } catch {
    return undefined
  }
}
