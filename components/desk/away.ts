'use client'

import { type OpenToast, toast } from '@/components/ui/overlays/toast'

const firstWaitMs = 1_000
const waitMsMax = 15_000

let waiting: Promise<void> | undefined

/** Waits until the server responds. A toast says meanwhile that it doesn't. */
export function untilBack(): Promise<void> {
  waiting ??= wait()
  return waiting
}

async function wait() {
  let said: OpenToast | undefined
  if (document.hidden) await nextAsk(0)
  for (let waitMs = firstWaitMs; !(await isAnswered()); waitMs = Math.min(2 * waitMs, waitMsMax)) {
    said ??= toast.lasting('Pushdesk isn’t responding', {
      description: 'This page may be out of date. It continues when Pushdesk is back.',
    })
    await nextAsk(waitMs)
  }
  said?.close()
  waiting = undefined
}

/** Resolves after this time, or earlier if the tab becomes visible or the browser is online again. Never in a hidden tab. */
function nextAsk(waitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const over = new AbortController()
    const { signal } = over
    const ask = () => {
      if (document.hidden) return
      clearTimeout(timer)
      over.abort()
      resolve()
    }
    const timer = setTimeout(ask, waitMs)
    document.addEventListener('visibilitychange', ask, { signal })
    window.addEventListener('online', ask, { signal })
  })
}

/** False while the server is starting or the connection is down. */
export const isAnswered = () =>
  fetch('/api/desk/session', { cache: 'no-store' }).then(
    ({ status }) => status < 502,
    () => false,
  )
