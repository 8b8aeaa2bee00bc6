import { countDeliveriesSince } from '@/db/queries/delivery-totals'
import { countActiveDevices, countMax, oldestWaiting, promptLevels } from '@/db/queries/health'
import { listWorkspace } from '@/db/queries/workspace'
import type { EnvironmentName } from '@/db/schema/companies'
import { query } from '../command'
import { onPlatform } from '../scope'
import { type PromptState, promptStateAt } from './effective-prompts'
import { type OutcomeSplit, splitOf } from './outcome-split'

const dayMs = 86_400_000

const Places = onPlatform({})

export type EnvironmentHealth = {
  activeDevices: number
  hasMoreDevices: boolean
  lastDay: OutcomeSplit
  oldestWaitingSince: Date | undefined
  prompt: PromptState
}

type Place = { environmentId: string; companyId: string; appId: string; environmentName: EnvironmentName }

/** How each of the person's environments does: what somebody on duty looks at first. By environment id. */
export const workspaceHealth = query('company.read', Places, async ({ db, staff }) => {
  const places: Place[] = await listWorkspace(db, { companyIds: staff.companyIds })
  const environmentIds = places.map(({ environmentId }) => environmentId)
  const since = new Date(Date.now() - dayMs)
  const [devices, deliveries, waiting, levels] = await Promise.all([
    countActiveDevices(db, { environmentIds }),
    countDeliveriesSince(db, { environmentIds, since }),
    oldestWaiting(db, { environmentIds }),
    promptLevels(db),
  ])
  const healthOf = ({ environmentId, companyId, appId, environmentName }: Place): EnvironmentHealth => {
    const activeDevices = devices.find((row) => row.environmentId === environmentId)?.count ?? 0
    return {
      activeDevices,
      hasMoreDevices: activeDevices >= countMax,
      lastDay: splitOf(deliveries.filter((row) => row.environmentId === environmentId)),
      oldestWaitingSince: waiting.find((row) => row.environmentId === environmentId)?.since,
      prompt: promptStateAt(levels, { companyId, appId, name: environmentName }),
    }
  }
  return new Map(places.map((place) => [place.environmentId, healthOf(place)]))
})
