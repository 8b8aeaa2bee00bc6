import { queryOptions } from '@tanstack/react-query'
import { Delivery } from '@/app/(desk)/[company]/[app]/[environment]/deliveries/delivery.query'
import { deskEvents } from '@/components/desk/desk-events'
import { FetchFailed, fetchJson } from '@/components/desk/desk-fetch'
import type { CallerHeaders } from '@/lib/apns/push/check-headers'
import type { TestEvent } from '@/lib/notifications/follow-test'
import { number, object, oneOf, optional, resultOf, text } from '@/lib/shape'

const path = '/api/desk/test-notifications'
const againMs = 1_500

export type TestNotification = {
  environmentId: string
  deviceId: string
  payload: Record<string, unknown>
  headers: CallerHeaders
  confirmation?: string
  idempotencyKey: string
}

const Accepted = object({ delivery: object({ id: text }), testsLeft: number })

export const sendTestNotification = (test: TestNotification) =>
  fetchJson(path, Accepted, { method: 'POST', body: JSON.stringify(test) })

const ends = ['received', 'ended', 'time', 'signed_out', 'refused'] as const
const Told = resultOf<() => TestEvent>()(
  object({ stage: optional(Delivery), end: optional(oneOf(ends)), message: optional(text) }),
)

export type Followed = { stage?: Delivery; end?: (typeof ends)[number]; message?: string; isLost?: boolean }

/** Streams each stage of a test from the server. Restarts only if someone asks to continue. */
export const testStages = (id: string) =>
  queryOptions({
    queryKey: ['test-notification', id],
    queryFn: ({ client, queryKey, signal }) =>
      follow(id, signal, (told) =>
        client.setQueryData<Followed>(queryKey, (before) => ({ stage: before?.stage, ...told })),
      ),
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    gcTime: 0,
  })

/** Reconnects after a lost connection or a new sign-in. */
async function follow(id: string, signal: AbortSignal, tell: (told: Followed) => Followed | undefined) {
  for (;;) {
    try {
      for await (const told of deskEvents(`${path}/${id}`, Told, signal)) {
        const now = tell(told)
        if (now?.end && now.end !== 'signed_out') return now
      }
    } catch (error) {
      if (signal.aborted || (error instanceof FetchFailed && !mayPass(error))) throw error
    }
    tell({ isLost: true })
    await new Promise((resolve) => setTimeout(resolve, againMs))
    signal.throwIfAborted()
  }
}

const mayPass = ({ status }: FetchFailed) => status === 401 || status >= 500
