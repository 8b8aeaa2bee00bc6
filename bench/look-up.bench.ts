import type { Database } from '@/db/client'
import { makeEnvironment } from '@/db/factories'
import { ownDatabase } from '@/db/own-database'
import type { StaffContext } from '@/lib/context'
import { countDevicesByFacet, listDevices } from '@/lib/devices/list-devices'
import { lookUp } from '@/lib/look-up/look-up'
import { resolveFilter } from '@/lib/look-up/resolve-filter'
import { signedIn } from '@/lib/testing/contexts'
import { fillForLookUp } from './look-up-rows'
import { serverUrl } from './server-url'

const sizes = {
  small: { deviceCount: 10_000, deliveryCount: 100_000 },
  large: {
    deviceCount: Number(process.env.BENCH_DEVICES ?? 1_000_000),
    deliveryCount: Number(process.env.BENCH_ROWS ?? 10_000_000),
  },
}
const rounds = 40
const ratioMax = 1.5
const p95MaxMs = 150

type World = {
  database: Database
  ctx: StaffContext
  environmentId: string
  samples: Sample[]
  middle: string
  drop(): Promise<void>
}
type Sample = {
  deviceId: string
  customerId: string
  userId: string
  address: string
  deliveryId: string
  notificationId: string
  externalId: string
  conversationId: string
}
type Ask = (world: World, sample: Sample) => Promise<unknown>

const find =
  (textOf: (sample: Sample) => string): Ask =>
  ({ ctx }, sample) =>
    lookUp(ctx, { text: textOf(sample) })

const middleOf = (text: string, length: number) => text.slice(-length - 1, -1)

const questions: Record<string, Ask> = {
  'look-up: user id': find(({ userId }) => userId),
  'look-up: user id in another case': find(({ userId }) => userId.toUpperCase()),
  'look-up: user id with a label': find(({ userId }) => `"userId": "${userId}",`),
  'look-up: start of a user id': find(({ userId }) => userId.slice(0, 12)),
  'look-up: start of all user ids': find(() => 'cust-'),
  'look-up: part of a user id': find(({ userId }) => middleOf(userId, 6)),
  'look-up: three signs of a user id': find(({ userId }) => middleOf(userId, 3)),
  'look-up: part of many user ids': find(() => 'example.com'),
  'look-up: zeros in many user ids': find(() => '000000'),
  'look-up: part of no user id': find(() => '0example'),
  'look-up: user id that no one has': find(({ userId }) => `${userId.slice(0, -1)}~`),
  'look-up: whole token': find(({ address }) => address),
  'look-up: token in angle brackets': find(({ address }) => `<${address.match(/.{8}/g)?.join(' ')}>`),
  'look-up: token as base64': find(({ address }) => Buffer.from(address, 'hex').toString('base64')),
  'look-up: start of a token': find(({ address }) => address.slice(0, 10)),
  'look-up: end of a token': find(({ address }) => address.slice(-10)),
  'look-up: masked token': find(({ address }) => `${address.slice(0, 4)}…${address.slice(-4)}`),
  'look-up: token masked to two signs': find(({ address }) => `${address.slice(0, 2)}…${address.slice(-2)}`),
  'look-up: device id': find(({ deviceId }) => deviceId),
  'look-up: apns-id': find(({ deliveryId }) => `apns-id: ${deliveryId.toUpperCase()}`),
  'look-up: notification id': find(({ notificationId }) => notificationId),
  'look-up: message id': find(({ externalId }) => externalId),
  'look-up: conversation id': find(({ conversationId }) => conversationId),
  'look-up: page of a delivery': find(({ deliveryId }) => `https://a.example/b/c/production/deliveries/${deliveryId}`),
  'look-up: JSON with five ids': find((sample) => JSON.stringify(sample)),
  'log box: user id': ({ ctx, environmentId }, { userId }) => resolveFilter(ctx, { environmentId, text: userId }),
  'log box: part of a user id': ({ ctx, environmentId }, { userId }) =>
    resolveFilter(ctx, { environmentId, text: middleOf(userId, 6) }),
  'list: first page': ({ ctx, environmentId }) => listDevices(ctx, { environmentId }),
  'list: a page from the middle': ({ ctx, environmentId, middle }) =>
    listDevices(ctx, { environmentId, after: middle }),
  'list: first page, disabled only': ({ ctx, environmentId }) =>
    listDevices(ctx, { environmentId, status: ['disabled'] }),
  'list: search by the end of a token': ({ ctx, environmentId }, { address }) =>
    listDevices(ctx, { environmentId, text: address.slice(-10) }),
  'list: search by a user id': ({ ctx, environmentId }, { userId }) =>
    listDevices(ctx, { environmentId, text: userId }),
  'list: search by the start of a user id': ({ ctx, environmentId }, { userId }) =>
    listDevices(ctx, { environmentId, text: userId.slice(0, 12) }),
  'list: search by a part of a user id': ({ ctx, environmentId }, { userId }) =>
    listDevices(ctx, { environmentId, text: middleOf(userId, 6) }),
  'list: count and facets (bounded)': ({ ctx, environmentId }) => countDevicesByFacet(ctx, { environmentId }),
}

/** Lookups over a million devices and ten million deliveries, against ten thousand devices, in turns (PostgreSQL). */
export async function run() {
  const small = await makeWorld(serverUrl, sizes.small)
  const large = await makeWorld(serverUrl, sizes.large)
  try {
    const { deviceCount, deliveryCount } = sizes.large
    console.log(
      `ms: median at ${sizes.small.deviceCount} devices, median and p95 at ${deviceCount} devices and ${deliveryCount} deliveries (bar of the p95: ${p95MaxMs} ms), ratio of the medians (bar ${ratioMax}, or 10 ms)`,
    )
    for (const [name, ask] of Object.entries(questions)) await compare(name, ask, { small, large })
  } finally {
    await small.drop()
    await large.drop()
  }
}

async function compare(name: string, ask: Ask, { small, large }: { small: World; large: World }) {
  const times = { small: [] as number[], large: [] as number[] }
  for (let round = 0; round < rounds; round++)
    for (const [size, world] of inTurns(round, { small, large })) {
      const sample = world.samples[round % world.samples.length]
      if (!sample) continue
      const startedAt = performance.now()
      await ask(world, sample)
      times[size].push(performance.now() - startedAt)
    }
  const [few, many, p95] = [at(times.small, 0.5), at(times.large, 0.5), at(times.large, 0.95)]
  const isOk = p95 <= p95MaxMs && (many / few <= ratioMax || many - few <= 10)
  const numbers = [few.toFixed(2), many.toFixed(2), p95.toFixed(2), (many / few).toFixed(2)]
  console.log(`${isOk ? 'ok  ' : 'OVER'} ${name.padEnd(38)} ${numbers.map((one) => one.padStart(8)).join(' ')}`)
}

const inTurns = (round: number, { small, large }: { small: World; large: World }) => {
  const both = [['small', small] as const, ['large', large] as const]
  return round % 2 ? both.reverse() : both
}

const at = (numbers: number[], share: number) =>
  [...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) * share)] ?? 0

async function makeWorld(serverUrl: string, size: { deviceCount: number; deliveryCount: number }): Promise<World> {
  const { database, atLeisure, drop } = await ownDatabase({ serverUrl, namePrefix: 'pushdesk_bench' })
  const { id: environmentId } = await makeEnvironment(database.db, { name: 'production' })
  const startedAt = performance.now()
  await fillForLookUp(atLeisure, { environmentId, ...size })
  console.log(`${size.deviceCount} devices made in ${Math.round((performance.now() - startedAt) / 1000)} s`)
  const ctx = await signedIn(database.db, { role: 'admin' })
  const { rows } = await database.executeSql(
    `select d.id as "deviceId", c.id as "customerId", coalesce(c.user_id, c.anonymous_id) as "userId", d.address,
       l.id as "deliveryId", n.id as "notificationId", n.external_id as "externalId", n.conversation_id as "conversationId"
     from (select * from devices where kind = 'device_token' order by address limit 100) d
     join customers c on c.id = d.customer_id
     join lateral (select * from deliveries where device_id = d.id limit 1) l on true
     join notifications n on n.id = l.notification_id`,
  )
  const { rows: middles } = await database.executeSql(
    'select id, registered_at as at from devices order by registered_at desc, id desc offset $1 limit 1',
    [Math.floor(size.deviceCount / 2)],
  )
  const [middle] = middles as { id: string; at: Date }[]
  return {
    database,
    ctx,
    environmentId,
    samples: rows as Sample[],
    middle: middle ? `${middle.at.toISOString()}_${middle.id}` : '',
    drop,
  }
}
