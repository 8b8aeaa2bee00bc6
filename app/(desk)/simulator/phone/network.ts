import { bodyOf, headersOf, type PhoneExchange } from './traffic'

export const networks = ['online', 'slow', 'offline', 'server_error', 'refused_key'] as const
export type Network = (typeof networks)[number]

type Options = { network: () => Network; note: (exchange: PhoneExchange) => void }

const slowMs = 6_000
const offlineMs = 40

/** The phone's network: logs each SDK request and applies the selected fault. */
export function createNetwork({ network, note }: Options) {
  const open = new Set<AbortController>()

  async function observedFetch(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
    const url = new URL(input instanceof Request ? input.url : input)
    const cut = new AbortController()
    const signal = init.signal ? AbortSignal.any([init.signal, cut.signal]) : cut.signal
    const headers = new Headers(init.headers)
    if (network() === 'refused_key') headers.set('authorization', 'Bearer pk_thisKeyWasRevokedLongAgo')
    const started = performance.now()
    let exchange: PhoneExchange = {
      id: crypto.randomUUID(),
      at: Date.now(),
      kind: 'request',
      method: init.method ?? 'GET',
      path: url.pathname,
      status: 'open',
      sent: { headers: headersOf(headers), body: bodyOf(typeof init.body === 'string' ? init.body : '') },
    }
    const say = (change: Partial<PhoneExchange>) => {
      exchange = { ...exchange, ...change, durationMs: Math.round(performance.now() - started) }
      note(exchange)
    }
    note(exchange)
    open.add(cut)
    try {
      // Lets the last request of a closing page complete.
      const response = await through(url, { ...init, headers, signal, keepalive: init.method === 'PUT' })
      const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
      if (isStream) {
        say({ status: 'open', got: { headers: headersOf(response.headers) } })
        signal.addEventListener('abort', () => say({ status: response.status, note: 'stream closed' }))
        return response
      }
      open.delete(cut)
      const text = await response.clone().text()
      say({ status: response.status, got: { headers: headersOf(response.headers), body: bodyOf(text) } })
      return response
    } catch (error) {
      open.delete(cut)
      say({ status: 'lost', note: error instanceof Error ? error.message : undefined })
      throw error
    }
  }

  async function through(url: URL, init: RequestInit): Promise<Response> {
    const now = network()
    if (now === 'offline') {
      await pause(offlineMs, init.signal)
      throw new TypeError('The phone is offline.')
    }
    if (now === 'server_error') return serverError()
    if (now === 'slow') await pause(slowMs, init.signal)
    return fetch(url, init)
  }

  return {
    fetch: observedFetch,
    /** Aborts every open request, as if the connection was lost. */
    cutAll() {
      for (const controller of open) controller.abort()
      open.clear()
    },
  }
}

function serverError() {
  const problem = {
    type: 'about:blank',
    title: 'Service unavailable',
    status: 503,
    detail: 'The demo phone simulates that Pushdesk is down.',
    code: 'unavailable',
  }
  return new Response(JSON.stringify(problem), { status: 503, headers: { 'content-type': 'application/problem+json' } })
}

function pause(ms: number, signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })
}
