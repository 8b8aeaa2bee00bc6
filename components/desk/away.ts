'use client'

import { type OpenToast, toast } from '@/components/ui/overlays/toast'

const againMs = 1_000

let waiting: Promise<void> | undefined

/** Waits until the server responds. A toast says meanwhile that it doesn't. */
export function untilBack(): Promise<void> {
  waiting ??= wait()
  return waiting
}

async function wait() {
  let said: OpenToast | undefined
  while (!(await isAnswered())) {
    said ??= toast.lasting('Pushdesk isn’t responding', {
      description: 'This page may be out of date. It continues when Pushdesk is back.',
    })
    await new Promise((resolve) => setTimeout(resolve, againMs))
  }
  said?.close()
  waiting = undefined
}

/** False while the server is starting or the connection is down. */
export const isAnswered = () =>
  fetch('/api/desk/session', { cache: 'no-store' }).then(
    ({ status }) => status < 502,
    () => false,
  )
