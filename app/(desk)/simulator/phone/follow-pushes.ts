import { deskFetch } from '@/components/desk/desk-fetch'
import { eventsIn } from '@/sdk/server-sent-events'
import type { PhonePush } from './push'

type Options = {
  environmentId: string
  addresses: () => string[]
  after: () => number
  onPush: (push: PhonePush) => void
  onConnection: (isConnected: boolean) => void
}

const againMs = 1_500
const silenceMsMax = 55_000

/** Simulates the connection from APNs to this phone: one stream per page, reopened whenever it is lost. */
export function followPushes({ environmentId, addresses, after, onPush, onConnection }: Options) {
  let current: AbortController | undefined
  let isStopped = false

  async function follow() {
    while (!isStopped) {
      const connection = new AbortController()
      current = connection
      try {
        await listen(connection)
      } catch {
        // Lost connections and server restarts end here. The loop reconnects and requests what was missed.
      }
      onConnection(false)
      if (!isStopped && current) await new Promise((resolve) => setTimeout(resolve, againMs))
    }
  }

  async function listen(connection: AbortController) {
    const response = await deskFetch('/simulator/pushes', {
      method: 'POST',
      signal: connection.signal,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ environmentId, addresses: addresses(), after: after() }),
    })
    if (!response.ok || !response.body) return
    onConnection(true)
    for await (const data of eventsIn(response.body, silenceMsMax, () => connection.abort())) {
      // Written by the page's own route: see pushes/route.ts.
      onPush(JSON.parse(data) as PhonePush)
    }
  }

  void follow()
  return {
    /** Reconnects after the phone's address has changed. */
    again() {
      const connection = current
      current = undefined
      connection?.abort()
    },
    stop() {
      isStopped = true
      current?.abort()
    },
  }
}
