import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/components/desk/desk-fetch'
import type { listProbes } from '@/lib/probes/list-probes'
import type { KeptAnswer } from '@/lib/probes/phone-answer'
import { listOf, number, object, oneOf, orNull, resultOf, type Shaped, text, whole } from '@/lib/shape'

const verdict = object({ code: text, sentence: text, nextAction: object({ who: text, sentence: text }) })

const Probe = object({
  id: text,
  state: oneOf(['sending', 'waiting', 'answered', 'silent', 'not_sent']),
  askedAt: text,
  askedBy: text,
  answeredAt: orNull(text),
  waitedSeconds: number,
  waitSeconds: number,
  delivery: object({ id: text }),
  verdict: orNull(verdict),
  findings: listOf(verdict),
  answer: orNull(whole<KeptAnswer>()),
  token: orNull(oneOf(['same', 'other', 'not_told'])),
  corrections: listOf(oneOf(['permission', 'versions', 'token'])),
})
export type Probe = Shaped<typeof Probe>

const PhoneProbes = resultOf<typeof listProbes>()(
  object({ probes: listOf(Probe), asksLeft: number, nextAskAt: orNull(text), refusal: orNull(text) }),
)
export type PhoneProbes = Shaped<typeof PhoneProbes>

const soonMs = 1_000
const laterMs = 5_000

export const probesKey = (device: { environmentId: string; deviceId: string }) => ['probes', device] as const

/** Polls while an answer is expected, and less often while a late one may arrive. */
export const probesQuery = (device: { environmentId: string; deviceId: string }) =>
  queryOptions({
    queryKey: probesKey(device),
    queryFn: ({ signal }) =>
      fetchJson('/api/desk/probes', PhoneProbes, { method: 'POST', body: JSON.stringify(device), signal }),
    staleTime: soonMs,
    refetchInterval: ({ state }) => {
      const newest = state.data?.probes[0]?.state
      if (newest === 'sending' || newest === 'waiting') return soonMs
      return newest === 'silent' ? laterMs : false
    },
  })
