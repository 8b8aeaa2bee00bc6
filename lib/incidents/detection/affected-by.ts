import type { Db } from '@/db/client'
import { affectedIn, refusedCustomers, waitingByCompany } from '@/db/queries/incidents/affected'
import { nobody } from '@/db/queries/incidents/incidents'
import type { Affected } from '@/db/schema/incidents'
import type { IncidentCause } from '@/lib/incidents/causes'
import type { Finding } from './finding'

type About = Pick<Finding, 'cause' | 'environmentId' | 'facts' | 'reasons' | 'transport' | 'parts'>

/** Causes that no one has felt yet, or of which it isn’t known who has. */
const affectsNobody: IncidentCause[] = [
  'api_key_expiring',
  'client_certificate_expiring',
  'receipts_collapsed',
  'traffic_stopped',
]

/** Customers and deliveries affected since then, in the environment or, for the whole platform, by company. */
export async function whoIsAffected(db: Db, about: About, since: Date) {
  if (affectsNobody.includes(about.cause)) return { affected: nobody }
  const customers = await customersOf(db, about, since)
  if (customers !== undefined) return { affected: { ...nobody, customers } }
  if (about.environmentId)
    return {
      affected: await affectedIn(db, {
        environmentId: about.environmentId,
        transport: about.transport ?? transportOf(about.cause),
        // What merely waits for others loses nothing by itself.
        reasons: about.cause === 'queue_behind' ? [] : about.reasons,
        since,
      }),
    }
  const affectedByCompany = about.parts ? await inParts(db, about, since) : await waitingByCompany(db)
  return { affected: sumOfAll(Object.values(affectedByCompany)), affectedByCompany }
}

/** Where it is about phones and not about deliveries. */
async function customersOf(db: Db, { cause, environmentId, facts }: About, since: Date) {
  if (cause === 'revision_not_received' || cause === 'ios_denials_rising') return facts.failed ?? 0
  if (!environmentId) return undefined
  if (cause === 'registrations_refused') return refusedCustomers(db, { environmentId, calls: 'registrations', since })
  if (cause === 'evaluations_refused') return refusedCustomers(db, { environmentId, calls: 'evaluations', since })
  return undefined
}

const transportOf = (cause: IncidentCause) => (cause.startsWith('company_api') ? 'company_api' : 'apns')

/** Each of the environments by itself, together by company. */
async function inParts(db: Db, { parts = [], transport, reasons }: About, since: Date) {
  const byCompany: Record<string, Affected> = {}
  for (const { environmentId, companyId } of parts) {
    const here = await affectedIn(db, { environmentId, transport, reasons, since })
    byCompany[companyId] = sumOfAll([byCompany[companyId] ?? nobody, here])
  }
  return byCompany
}

function sumOfAll(all: Affected[]): Affected {
  return all.reduce(
    (sum, one) => ({
      customers: sum.customers + one.customers,
      waiting: sum.waiting + one.waiting,
      lost: sum.lost + one.lost,
    }),
    nobody,
  )
}
