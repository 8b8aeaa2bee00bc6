import type { Db } from '@/db/client'
import { affectedIn, lostByEnvironment, refusedCustomers, waitingByEnvironment } from '@/db/queries/incidents/affected'
import { noneAffected } from '@/db/queries/incidents/incidents'
import type { WhichLost } from '@/db/queries/incidents/lost'
import type { Affected, IncidentReach } from '@/db/schema/incidents'
import type { IncidentCause } from '@/lib/incidents/causes'
import type { IncidentFacts } from '@/lib/incidents/facts'

type About = {
  cause: IncidentCause
  environmentId?: string | null
  facts: IncidentFacts
  since: Date
  until?: Date
}

/** Counts affected customers and deliveries in that time: in one environment, or by company for the whole platform. */
export async function whoIsAffected(db: Db, about: About) {
  const customers = await customersOf(db, about)
  if (customers !== undefined) return { affected: { ...noneAffected, customers } }
  const { facts, environmentId, since, until } = about
  const { reach } = facts
  if (!reach) return { affected: noneAffected }
  const { environments, transport, reasons } = reach
  const which = { transport, reasons, since, until }
  if (environmentId) return { affected: await affectedIn(db, { environmentId, ...which }) }
  const affectedByCompany = byCompany(
    transport
      ? await inEach(db, environments, which)
      : [
          ...(await waitingByEnvironment(db)),
          ...(await lostByEnvironment(db, { environmentIds: environments.map((one) => one.environmentId), ...which })),
        ],
  )
  return { affected: sumOfAll(Object.values(affectedByCompany)), affectedByCompany }
}

type Counted = { affected: Affected; affectedByCompany?: Record<string, Affected> }

/** Keeps the highest number of customers affected at one time, so that an incident still names it when it has ended. */
export function keepingCustomers<Now extends Partial<Counted>>(
  now: Now,
  before: { affected: Affected; affectedByCompany: Record<string, Affected> },
): Now {
  const { affected, affectedByCompany } = now
  const kept = { ...now, ...(affected && { affected: withMostCustomers(affected, before.affected) }) }
  if (!affectedByCompany) return kept
  const companyIds = Object.keys({ ...before.affectedByCompany, ...affectedByCompany })
  const byId = companyIds.map((id) => [
    id,
    withMostCustomers(affectedByCompany[id] ?? noneAffected, before.affectedByCompany[id] ?? noneAffected),
  ])
  return { ...kept, affectedByCompany: Object.fromEntries(byId) }
}

const withMostCustomers = (now: Affected, before: Affected): Affected => ({
  ...now,
  customers: Math.max(now.customers, before.customers),
})

/** The customers affected by a cause that concerns phones instead of deliveries. */
async function customersOf(db: Db, { cause, environmentId, facts, since }: About) {
  if (cause === 'revision_not_received' || cause === 'ios_denials_rising') return facts.failed ?? 0
  if (!environmentId) return undefined
  const from = new Date(since.getTime() - countedMsMax)
  if (cause === 'registrations_refused')
    return refusedCustomers(db, { environmentId, calls: 'registrations', since: from })
  if (cause === 'evaluations_refused') return refusedCustomers(db, { environmentId, calls: 'evaluations', since: from })
  return undefined
}

/** The incident begins when its first rejections were counted, which is seconds after the calls. */
const countedMsMax = 10_000

type Place = IncidentReach['environments'][number]

async function inEach(db: Db, places: Place[], which: WhichLost): Promise<(Affected & Place)[]> {
  const all: (Affected & Place)[] = []
  for (const place of places)
    all.push({ ...place, ...(await affectedIn(db, { environmentId: place.environmentId, ...which })) })
  return all
}

function byCompany(all: (Affected & Place)[]): Record<string, Affected> {
  const sums: Record<string, Affected> = {}
  for (const one of all) sums[one.companyId] = sumOfAll([sums[one.companyId] ?? noneAffected, one])
  return sums
}

function sumOfAll(all: Affected[]): Affected {
  return all.reduce(
    (sum, one) => ({
      customers: sum.customers + one.customers,
      waiting: sum.waiting + one.waiting,
      lost: sum.lost + one.lost,
    }),
    noneAffected,
  )
}
