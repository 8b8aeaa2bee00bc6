import type { CallFact } from '@/db/queries/incidents/traffic'
import type { Finding } from './finding'

const refusedMin = 5
const openShare = 0.5
const keepShare = 0.1

const ofKey = new Set(['key_invalid', 'key_kind'])
const isRefusal = (code: string | null) => code !== null && (ofKey.has(code) || code.startsWith('identity_'))

/** Apps are turned away because a key was revoked or an identity secret was changed: at once, most of them, and not one phone’s fault. */
export function findRefusedCalls(facts: CallFact[], { now }: { now: Date }): Finding[] {
  const environmentIds = [...new Set(facts.map(({ environmentId }) => environmentId))]
  return environmentIds.flatMap((environmentId) =>
    (['registration', 'evaluation'] as const).flatMap((call) => {
      const rows = facts.filter((row) => row.environmentId === environmentId && row.call === call)
      const refused = rows.filter(({ code }) => isRefusal(code))
      const [failed, attempts] = [refused, rows].map((some) => some.reduce((sum, row) => sum + row.lastMinute, 0))
      const share = attempts ? (failed ?? 0) / attempts : 0
      const worst = refused.toSorted((a, b) => b.lastMinute - a.lastMinute)[0]
      if (!worst?.code || !failed || share < keepShare) return []
      return [
        {
          cause: call === 'registration' ? ('registrations_refused' as const) : ('evaluations_refused' as const),
          environmentId,
          scopeKey: environmentId,
          opens: failed >= refusedMin && share >= openShare,
          since: new Date(Math.min(now.getTime(), ...refused.map(({ firstMs }) => firstMs))),
          facts: { reason: worst.code, failed, attempts },
        },
      ]
    }),
  )
}
