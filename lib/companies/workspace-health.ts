import { countDeliveriesSince } from '@/db/queries/deliveries/delivery-totals'
import { countActiveDevices, countMax, oldestWaiting, promptLevels } from '@/db/queries/health'
import { type IncidentRow, pageOfIncidents } from '@/db/queries/incidents/incidents'
import { listWorkspace } from '@/db/queries/workspace'
import type { ApnsServer, EnvironmentName } from '@/db/schema/companies'
import { query } from '@/lib/command'
import { onPlatform } from '@/lib/scope'
import { type PromptState, promptStateAt } from './effective-prompts'
import { type OutcomeSplit, splitOf } from './outcome-split'

const dayMs = 86_400_000

const Places = onPlatform({})

export type HealthSummary = {
  activeDevices: number
  hasMoreDevices: boolean
  lastDay: OutcomeSplit
  oldestWaitingSince: Date | undefined
  prompt: PromptState
  /** The severity of the worst open incident. */
  incident?: 'warning' | 'critical'
}

type Place = {
  environmentId: string
  companyId: string
  appId: string
  environmentName: EnvironmentName
  apnsServer: ApnsServer
}

/** The health of each of the person's environments, by environment ID. */
export const workspaceHealth = query('company.read', Places, async ({ db, staff }) => {
  const places: Place[] = await listWorkspace(db, { companyIds: staff.companyIds })
  const environmentIds = places.map(({ environmentId }) => environmentId)
  const since = new Date(Date.now() - dayMs)
  const [devices, deliveries, waiting, levels, incidents] = await Promise.all([
    countActiveDevices(db, { environmentIds }),
    countDeliveriesSince(db, { environmentIds, since }),
    oldestWaiting(db, { environmentIds }),
    promptLevels(db),
    pageOfIncidents(db, { state: 'open', companyIds: staff.companyIds, limit: 200 }),
  ])
  const healthOf = (place: Place): HealthSummary => {
    const { environmentId, companyId, appId, environmentName } = place
    const severities = incidents.flatMap(({ incident }) =>
      incident.environmentId === environmentId || isMetBy(incident, place) ? [incident.severity] : [],
    )
    const activeDevices = devices.find((row) => row.environmentId === environmentId)?.count ?? 0
    return {
      activeDevices,
      hasMoreDevices: activeDevices >= countMax,
      lastDay: splitOf(deliveries.filter((row) => row.environmentId === environmentId)),
      oldestWaitingSince: waiting.find((row) => row.environmentId === environmentId)?.since,
      prompt: promptStateAt(levels, { companyId, appId, name: environmentName }),
      incident: severities.find((one) => one === 'critical') ?? severities[0],
    }
  }
  return new Map(places.map((place) => [place.environmentId, healthOf(place)]))
})

/** Whether a platform incident affects the place. An APNs host outage affects only environments that use the host. */
function isMetBy({ companyId, affectedByCompany, facts }: IncidentRow, place: Place) {
  const isTheirHost = !facts.host || (place.apnsServer === 'apple' && facts.host === place.environmentName)
  return companyId === null && isTheirHost && place.companyId in affectedByCompany
}
