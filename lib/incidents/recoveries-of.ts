import type { Db } from '@/db/client'
import { countRecoverable } from '@/db/queries/deliveries/repeats'
import { environmentPlaces, type IncidentRow } from '@/db/queries/incidents/incidents'
import { lostOf, reachIn } from '@/db/queries/incidents/lost'
import type { SignedInStaff } from '@/lib/context'
import { listedMax } from '@/lib/paging/listed-max'
import { roleIn, roleMay } from '@/lib/permissions'

type IncidentRecovery = { environmentId: string; placeName: string; recoverable: number }

/** The environments where the reader may resend deliveries that the incident lost, the most first. */
export async function recoveriesOf(db: Db, staff: SignedInStaff, incident: IncidentRow): Promise<IncidentRecovery[]> {
  const reach = reachIn(incident)
  const environmentIds = (reach?.environments ?? [])
    .filter(({ companyId }) => mayRecoverIn(staff, companyId))
    .map(({ environmentId }) => environmentId)
  if (!reach || environmentIds.length === 0) return []
  const places = await environmentPlaces(db, { environmentIds })
  const counts = await countRecoverable(db, {
    environmentIds: places.filter(({ isArchived }) => !isArchived).map(({ environmentId }) => environmentId),
    now: new Date(),
    lost: lostOf(incident, reach),
    limit: listedMax.recoveries,
  })
  return counts.flatMap(({ environmentId, recoverable }) => {
    const place = places.find((one) => one.environmentId === environmentId)
    return place ? [{ environmentId, recoverable, placeName: `${place.appName}, ${place.environmentName}` }] : []
  })
}

const mayRecoverIn = (staff: SignedInStaff, companyId: string) =>
  (staff.companyIds === 'all' || staff.companyIds.includes(companyId)) &&
  roleMay(roleIn(staff, companyId), 'delivery.recover')
