import { untilBack } from '@/components/desk/away'

/**
 * Keeps a page that can't fetch the next one. Next.js would open the browser's own error page instead, and what was
 * typed here would be lost.
 */
export function keepPageWhileAway() {
  const ask = window.fetch
  window.fetch = async (input, init) => {
    const answer = await ask(input, init).catch((error: unknown) => {
      if (!isForPage(init) || init?.signal?.aborted) throw error
    })
    if (answer) return answer
    await untilBack()
    return window.fetch(input, init)
  }
}

/** A page that someone opens or that refreshes. A failed prefetch is harmless. */
function isForPage(init: RequestInit | undefined) {
  const names = Object.keys(init?.headers ?? {}).join()
  return !init?.method && names.includes('rsc') && !names.includes('prefetch')
}
