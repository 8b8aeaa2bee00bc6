'use client'

import { type OpenToast, toast } from '@/components/ui/overlays/toast'

const againMs = 1_000

let waiting: Promise<void> | undefined

/** Waits until the server responds. A toast says meanwhile that it doesn't. */
export function untilBack(): Promise<void> {
  waiting ??= wait().finally(() => {
    waiting = undefined
  })
  return waiting
}

async function wait() {
  let said: OpenToast | undefined
  while (!(await isAnswered())) {
    said ??= toast.lasting('Pushdesk isn’t responding', {
      description: 'What you see may be out of date. This page continues when Pushdesk is back.',
    })
    await new Promise((resolve) => setTimeout(resolve, againMs))
  }
  said?.close()
}

/** False while the server is starting or the connection is down. */
export const isAnswered = () =>
  fetch('/api/desk/session', { cache: 'no-store' }).then(
    ({ status }) => status < 502,
    () => false,
  )
