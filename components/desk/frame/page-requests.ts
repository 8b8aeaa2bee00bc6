import { untilBack } from '@/components/desk/away'

/**
 * Keeps a page that can't fetch the next one. Next.js would open the browser's own error page instead, and what was
 * typed here would be lost.
 */
export function keepPageWhileAway() {
  const ask = window.fetch
  window.fetch = async (input, init) => {
    if (!isForPage(init)) return ask(input, init)
    for (;;) {
      const answer = await ask(input, init).catch((error: unknown) => {
        if (init?.signal?.aborted) throw error
      })
      if (answer && !isUnavailable(answer)) return answer
      await untilBack()
      // The server responds now. If it still can't send the page, Next.js decides what to do.
      if (answer) return ask(input, init)
    }
  }
}

/** A page that a person opens or that refreshes. A failed prefetch is harmless. */
function isForPage(init: RequestInit | undefined) {
  const headers = new Headers(init?.headers)
  return (
    (init?.method ?? 'GET') === 'GET' &&
    headers.has('rsc') &&
    !headers.has('next-router-prefetch') &&
    !headers.has('next-router-segment-prefetch')
  )
}

const isUnavailable = ({ status }: Response) => status >= 502 && status <= 504
