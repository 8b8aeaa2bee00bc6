import { findEnvironment } from '@/db/queries/companies'
import { pageOfDeliveries } from '@/db/queries/deliveries'
import { countDeliveriesSince, countNewestDeliveries } from '@/db/queries/delivery-totals'
import {
  countActiveDevices,
  countAskedWhileOff,
  countMax,
  countPromptEvents,
  countWaiting,
  findEndpointHealth,
  findSigningKey,
  oldestWaiting,
  promptLevels,
} from '@/db/queries/health'
import { listManagersOf } from '@/db/queries/staff'
import { listWorkers } from '@/db/queries/workers'
import { query } from '../command'
import { endpointStateOf } from '../company-api/endpoint-state'
import { isRefusedAddress } from '../company-api/refused-address'
import { Refused } from '../errors'
import { inEnvironment } from '../scope'
import { promptStateAt } from './effective-prompts'
import { acceptedShareOf, splitOf } from './outcome-split'

const dayMs = 86_400_000
const newestMax = 10_000
const answeredByCompany = {
  transports: ['company_api' as const],
  states: ['accepted' as const, 'failed' as const],
}

/** Everything the overview says of one environment, but for the chart. */
export const environmentHealth = query('company.read', inEnvironment({}), async ({ db, input }) => {
  const { environmentId } = input
  const place = await findEnvironment(db, { environmentId })
  if (!place) throw new Refused('not-found', 'This environment doesn’t exist.')
  const one = { environmentIds: [environmentId] }
  const dayAgo = new Date(Date.now() - dayMs)
  const week = new Date(Date.now() - 7 * dayMs)
  const [
    devices,
    lastDay,
    waiting,
    oldest,
    levels,
    askedWhileOff,
    events,
    key,
    endpoint,
    throughCompany,
    managers,
    workers,
  ] = await Promise.all([
    countActiveDevices(db, one),
    countDeliveriesSince(db, { ...one, since: dayAgo }),
    countWaiting(db, one),
    oldestWaiting(db, one),
    promptLevels(db),
    countAskedWhileOff(db, { ...one, since: week }),
    countPromptEvents(db, { environmentId, since: week }),
    findSigningKey(db, { environmentId }),
    findEndpointHealth(db, { environmentId }),
    pageOfDeliveries(db, { environmentId, filters: answeredByCompany, limit: 1 }),
    listManagersOf(db, { companyId: place.companyId }),
    listWorkers(db),
  ])
  const split = splitOf(lastDay)
  // A share of counts that stopped somewhere would be wrong; that of the newest is right.
  const shared = split.isCapped
    ? splitOf(await countNewestDeliveries(db, { environmentId, since: dayAgo, limit: newestMax }))
    : split
  const eventsOf = (kind: string) => events.find((row) => row.kind === kind)?.count ?? 0
  return {
    activeDevices: devices[0]?.count ?? 0,
    hasMoreDevices: (devices[0]?.count ?? 0) >= countMax,
    lastDay: split,
    acceptedShare: acceptedShareOf(shared),
    /** The share is that of the newest so many; null where it is of all. */
    acceptedShareOfNewest: split.isCapped ? newestMax : null,
    waitingCount: waiting[0]?.count ?? 0,
    oldestWaitingSince: oldest[0]?.since,
    workers: { running: workers.filter(({ isAlive }) => isAlive).length, lastSeenAt: newestOf(workers) },
    prompt: promptStateAt(levels, { ...place, name: place.environmentName }),
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
})

const newestOf = (workers: { lastSeenAt: Date }[]) =>
  workers.map(({ lastSeenAt }) => lastSeenAt).reduce<Date | null>((a, b) => (a && a > b ? a : b), null)

export type EnvironmentHealth = Awaited<ReturnType<typeof environmentHealth>>
