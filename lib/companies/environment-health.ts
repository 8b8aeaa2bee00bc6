import type { Db } from '@/db/client'
import { pageOfDeliveries } from '@/db/queries/deliveries/deliveries'
import { countDeliveriesSince, countNewestDeliveries } from '@/db/queries/deliveries/delivery-totals'
import {
  countActiveDevices,
  countAskedWhileOff,
  countMax,
  countPromptEvents,
  countWaiting,
  findEndpointHealth,
  oldestWaiting,
} from '@/db/queries/health'
import { listWorkers } from '@/db/queries/sending/workers'
import { query } from '@/lib/command'
import { endpointStateOf } from '@/lib/company-api/endpoint-state'
import { isRefusedAddress } from '@/lib/company-api/refused-address'
import { inEnvironment } from '@/lib/scope'
import { promptStateAt } from './effective-prompts'
import { acceptedShareOf, splitOf } from './outcome-split'
import { type EnvironmentScope, environmentIn, type SettingsFacts, settingsFacts } from './settings-facts'

const dayMs = 86_400_000
const newestMax = 10_000
const answeredByCompany = {
  transports: ['company_api' as const],
  states: ['accepted' as const, 'failed' as const],
}

/** Everything the overview shows for one environment, except the chart. */
export const environmentHealth = query('company.read', inEnvironment({}), async ({ db, scope }) => {
  const place = environmentIn(scope)
  return healthOf(db, place, await settingsFacts(db, place))
})

export async function healthOf(db: Db, place: EnvironmentScope, { key, levels, managers }: SettingsFacts) {
  const { environmentId } = place
  const one = { environmentIds: [environmentId] }
  const dayAgo = new Date(Date.now() - dayMs)
  const week = new Date(Date.now() - 7 * dayMs)
  const [devices, lastDay, waiting, oldest, askedWhileOff, events, endpoint, throughCompany, workers] =
    await Promise.all([
      countActiveDevices(db, one),
      countDeliveriesSince(db, { ...one, since: dayAgo }),
      countWaiting(db, one),
      oldestWaiting(db, one),
      countAskedWhileOff(db, { ...one, since: week }),
      countPromptEvents(db, { environmentId, since: week }),
      findEndpointHealth(db, { environmentId }),
      pageOfDeliveries(db, { environmentId, filters: answeredByCompany, limit: 1 }),
      listWorkers(db),
    ])
  const split = splitOf(lastDay)
  // A share of capped counts would be wrong, so use the newest deliveries.
  const shared = split.isCapped
    ? splitOf(await countNewestDeliveries(db, { environmentId, since: dayAgo, limit: newestMax }))
    : split
  const eventsOf = (kind: string) => events.find((row) => row.kind === kind)?.count ?? 0
  return {
    activeDevices: devices[0]?.count ?? 0,
    hasMoreDevices: (devices[0]?.count ?? 0) >= countMax,
    lastDay: split,
    acceptedShare: acceptedShareOf(shared),
    /** How many of the newest deliveries the share covers; null if it covers all. */
    acceptedShareOfNewest: split.isCapped ? newestMax : null,
    waitingCount: waiting[0]?.count ?? 0,
    oldestWaitingSince: oldest[0]?.since,
    workers: { running: workers.filter(({ isAlive }) => isAlive).length, lastSeenAt: newestOf(workers) },
    prompt: promptStateAt(levels, place),
    askedWhileOff: askedWhileOff[0]?.count ?? 0,
    funnel: {
      displayed: eventsOf('displayed'),
      accepted: eventsOf('accepted'),
      allowed: eventsOf('system_authorized'),
      refused: eventsOf('system_denied'),
    },
    key,
    endpoint: endpoint && {
      ...endpoint,
      state: endpointStateOf({
        endpoint,
        isRefused: isRefusedAddress(endpoint.url),
        last: throughCompany[0],
        now: new Date(),
      }),
    },
    managers,
  }
}

const newestOf = (workers: { lastSeenAt: Date }[]) =>
  workers.map(({ lastSeenAt }) => lastSeenAt).reduce<Date | null>((a, b) => (a && a > b ? a : b), null)

export type EnvironmentHealth = Awaited<ReturnType<typeof environmentHealth>>
