import { v7 as uuidv7 } from 'uuid'
import type { PromptEventKind, promptClients, promptEvents, promptFetches } from '@/db/schema/prompts'
import type { DemoDevice, DemoPopulation } from './devices'
import type { Random } from './random'
import type { DemoEnvironment } from './workspace'

/** A revision that applied in an environment from `since` on; lists are oldest first. */
export type AppliedRevision = { revision: string; since: Date; share: number }

type Life = {
  events: (typeof promptEvents.$inferInsert)[]
  fetches: (typeof promptFetches.$inferInsert)[]
  clients: (typeof promptClients.$inferInsert)[]
}

const hourMs = 3_600_000
const daysShown = 14

/** Customers joining queues: what their phones fetched and displayed, and what they answered. */
export function promptLife(
  place: DemoEnvironment,
  population: DemoPopulation,
  { applied, random, now }: { applied: AppliedRevision[]; random: Random; now: Date },
): Life {
  const life: Life = { events: [], fetches: [], clients: [] }
  const fetches = new Map<string, Life['fetches'][number]>()
  const devices = population.devices.filter((device) => device.status === 'active')
  const joins = devices.flatMap((device) =>
    Array.from({ length: random.whole(2, 9) }, () => ({
      device,
      at: new Date(now.getTime() - random.whole(1, daysShown * 24 * 60) * 60_000),
    })),
  )
  for (const { device, at } of joins.sort((one, other) => one.at.getTime() - other.at.getTime())) {
    const current = applied.findLast((one) => one.since <= at)
    if (!current) continue
    const value = isAsked(device, current, at) ? 'on' : 'off'
    countFetch(fetches, place, { device, at, value, revision: current.revision })
    remember(life, place, { device, at, value, revision: current.revision, population })
    if (value === 'on') life.events.push(...answers(place, { device, at, revision: current.revision, random }))
  }
  life.fetches.push(...fetches.values())
  return life
}

/** A stable share of the devices, by the last byte of their ID. */
function isAsked(device: DemoDevice, { share }: AppliedRevision, at: Date) {
  const isUndecided = device.permission === 'notDetermined' || at < new Date(device.registeredAt.getTime() - 600_000)
  return isUndecided && Number.parseInt(device.id.slice(-2), 16) / 256 < share
}

function countFetch(
  fetches: Map<string, Life['fetches'][number]>,
  place: DemoEnvironment,
  { device, at, value, revision }: { device: DemoDevice; at: Date; value: 'on' | 'off'; revision: string },
) {
  const hour = new Date(Math.floor(at.getTime() / hourMs) * hourMs)
  const decidedBy = value === 'on' ? 'rollout' : device.permission === 'notDetermined' ? 'off' : 'permission'
  const key = [hour.getTime(), revision, device.sdkVersion, device.appVersion, value, decidedBy].join()
  const row = fetches.get(key) ?? {
    environmentId: place.id,
    hour,
    revision,
    sdkVersion: device.sdkVersion ?? '',
    appVersion: device.appVersion ?? '',
    value,
    decidedBy,
    fetchCount: 0,
    lastAt: at,
  }
  fetches.set(key, { ...row, fetchCount: row.fetchCount + 1, lastAt: at })
}

function remember(
  life: Life,
  place: DemoEnvironment,
  {
    device,
    at,
    value,
    revision,
    population,
  }: { device: DemoDevice; at: Date; value: 'on' | 'off'; revision: string; population: DemoPopulation },
) {
  const customer = population.customers.find((one) => one.id === device.customerId)
  const targetingKey = customer?.userId ?? customer?.anonymousId ?? device.id
  const known = life.clients.find((client) => client.targetingKey === targetingKey)
  const client = {
    environmentId: place.id,
    targetingKey,
    context: {
      appVersion: device.appVersion,
      sdkVersion: device.sdkVersion,
      osVersion: device.osVersion,
      locale: device.locale,
      permission: device.permission,
    },
    revision,
    value,
    isStreaming: Number.parseInt(device.id.slice(-1), 16) < 11,
    lastAt: at,
  }
  if (known) Object.assign(known, client)
  else life.clients.push(client)
}

function answers(
  place: DemoEnvironment,
  { device, at, revision, random }: { device: DemoDevice; at: Date; revision: string; random: Random },
) {
  const kinds: PromptEventKind[] = ['displayed']
  if (random.chance(0.58)) kinds.push('accepted', random.chance(0.83) ? 'system_authorized' : 'system_denied')
  else kinds.push('dismissed')
  return kinds.map((kind, index) => {
    const then = new Date(at.getTime() + index * random.whole(1_500, 6_000))
    const id = uuidv7({ msecs: then.getTime() })
    return {
      id,
      environmentId: place.id,
      eventId: `demo-${id}`,
      kind,
      customerId: device.customerId,
      deviceId: device.id,
      revision,
      at: then,
      createdAt: then,
    }
  })
}
