import type { CallFact } from '@/db/queries/incidents/traffic'
import type { Finding } from './finding'

const refusedMin = 5
const openShare = 0.5
const keepShare = 0.1
/** How many good calls in a row end an incident in which some calls succeeded all along. */
const goodMin = 5

const causes = { registration: 'registrations_refused', evaluation: 'evaluations_refused' } as const

/** Finds apps most of whose calls are suddenly rejected, as after a key is revoked or an identity secret is changed. */
export function findRefusedCalls(facts: CallFact[], { now }: { now: Date }): Finding[] {
  const environmentIds = [...new Set(facts.map(({ environmentId }) => environmentId))]
  return environmentIds.flatMap((environmentId) =>
    (['registration', 'evaluation'] as const).flatMap((call) => {
      const rows = facts.filter((row) => row.environmentId === environmentId && row.call === call)
      const refused = rows.filter(({ isRefused }) => isRefused)
      const [minute, five] = [within(rows, 'lastMinute'), within(rows, 'lastFive')]
      // A small app makes few calls, so the result of one minute is chance.
      const shown = minute.attempts >= refusedMin ? minute : five
      const worst = refused.toSorted((a, b) => b.lastFive - a.lastFive)[0]
      if (!worst?.code || shareOf(shown) < keepShare || isOver(rows)) return []
      return [
        {
          cause: causes[call],
          environmentId,
          scopeKey: environmentId,
          opens: [minute, five].some((some) => some.failed >= refusedMin && shareOf(some) >= openShare),
          since: new Date(Math.min(now.getTime(), ...refused.map(({ firstMs }) => firstMs))),
          facts: { reason: worst.code, ...shown },
        },
      ]
    }),
  )
}

function within(rows: CallFact[], window: 'lastMinute' | 'lastFive') {
  const sum = (some: CallFact[]) => some.reduce((total, row) => total + row[window], 0)
  return {
    failed: sum(rows.filter(({ isRefused }) => isRefused)),
    attempts: sum(rows),
    ...(window === 'lastFive' && { minutes: 5 }),
  }
}

const shareOf = ({ failed, attempts }: { failed: number; attempts: number }) => (attempts ? failed / attempts : 0)

/** Whether good calls since the last rejection end it: one if all were rejected before, otherwise several in a row. */
function isOver(rows: CallFact[]): boolean {
  const good = rows.filter(isGoodCall)
  const sum = (key: 'lastFive' | 'sinceRefused') => good.reduce((total, row) => total + row[key], 0)
  const since = sum('sinceRefused')
  return since >= goodMin || (since > 0 && since === sum('lastFive'))
}

export const isGoodCall = ({ code }: CallFact) => code === null
