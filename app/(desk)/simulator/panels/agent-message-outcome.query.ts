import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/components/desk/desk-fetch'
import { instant, listOf, object, oneOf, orNull, resultOf, text } from '@/lib/shape'
import type { showOutcome } from '@/lib/simulator/show-outcome'

const Outcome = resultOf<typeof showOutcome>()(
  listOf(
    object({
      id: text,
      deviceId: orNull(text),
      state: oneOf(['queued', 'sending', 'retrying', 'accepted', 'failed', 'expired', 'suppressed']),
      reason: orNull(text),
      meaning: orNull(text),
      receivedAt: orNull(instant),
      openedAt: orNull(instant),
    }),
  ),
)

const paceMs = 1_000
/** Polling stops after this long. A receipt may come much later, but no one waits for it on this page. */
const followMsMax = 10 * 60_000

export function agentMessageOutcome(at: { environmentId: string; notificationId: string }) {
  return queryOptions({
    queryKey: ['phone', 'outcome', at.environmentId, at.notificationId],
    async queryFn({ signal }) {
      const search = new URLSearchParams({ environment: at.environmentId, notification: at.notificationId })
      return fetchJson(`/simulator/outcome?${search}`, Outcome, { signal })
    },
    refetchInterval({ state }) {
      const deliveries = state.data
      if (!deliveries) return paceMs
      const isOver = deliveries.every((one) => one.state !== 'accepted' || one.openedAt)
      const isOnItsWay = deliveries.some(({ state: now }) => ['queued', 'sending', 'retrying'].includes(now))
      const isOld = state.dataUpdateCount * paceMs > followMsMax
      return (isOver && !isOnItsWay) || isOld ? false : paceMs
    },
  })
}
