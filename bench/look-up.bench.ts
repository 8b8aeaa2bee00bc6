import type { Database } from '@/db/client'
import { makeEnvironment } from '@/db/factories'
import { ownDatabase } from '@/db/own-database'
import type { StaffContext } from '@/lib/context'
import { countDevicesByFacet, listDevices } from '@/lib/devices/list-devices'
import { lookUp } from '@/lib/look-up/look-up'
import { signedIn } from '@/lib/testing/contexts'

const sizes = { small: 10_000, large: 1_000_000 }
const rounds = 40
const ratioMax = 1.5

type World = {
  database: Database
  ctx: StaffContext
  environmentId: string
  samples: Sample[]
  middle: string
  drop(): Promise<void>
}
type Sample = { deviceId: string; customerId: string; userId: string; address: string }

const questions: Record<string, (world: World, sample: Sample) => Promise<unknown>> = {
  'look-up: user id': ({ ctx }, { userId }) => lookUp(ctx, { text: userId }),
  'look-up: start of a user id': ({ ctx }, { userId }) => lookUp(ctx, { text: userId.slice(0, 12) }),
  'look-up: whole token': ({ ctx }, { address }) => lookUp(ctx, { text: address }),
  'look-up: start of a token': ({ ctx }, { address }) => lookUp(ctx, { text: address.slice(0, 10) }),
  'look-up: end of a token': ({ ctx }, { address }) => lookUp(ctx, { text: address.slice(-10) }),
  'look-up: both ends of a token': ({ ctx }, { address }) =>
    lookUp(ctx, { text: `${address.slice(0, 6)}…${address.slice(-6)}` }),
  'look-up: device id': ({ ctx }, { deviceId }) => lookUp(ctx, { text: deviceId }),
  'list: first page': ({ ctx, environmentId }) => listDevices(ctx, { environmentId }),
  'list: a page from the middle': ({ ctx, environmentId, middle }) =>
    listDevices(ctx, { environmentId, after: middle }),
  'list: first page, disabled only': ({ ctx, environmentId }) =>
    listDevices(ctx, { environmentId, status: ['disabled'] }),
  'list: search by the end of a token': ({ ctx, environmentId }, { address }) =>
    listDevices(ctx, { environmentId, text: address.slice(-10) }),
  'list: search by a user id': ({ ctx, environmentId }, { userId }) =>
    listDevices(ctx, { environmentId, text: userId }),
}

/** The time of customer look-up and device search at a million devices beside ten thousand: PostgreSQL, taking turns. */
export async function run() {
  const url = process.env.BENCH_DATABASE_URL ?? process.env.TEST_DATABASE_URL
  if (!url) return console.log('Skipped: set BENCH_DATABASE_URL to a PostgreSQL server on which databases may be made.')
  const small = await makeWorld(url, sizes.small)
  const large = await makeWorld(url, sizes.large)
  try {
    console.log(`Median of ${rounds}, ms: ${sizes.small} devices, ${sizes.large} devices, ratio (bar ${ratioMax})`)
    for (const [name, ask] of Object.entries(questions)) await compare(name, ask, { small, large })
    await compare('list: count and facets (bounded)', countAndFacets, { small, large })
  } finally {
    await small.drop()
    await large.drop()
  }
}

const countAndFacets = ({ ctx, environmentId }: World) => countDevicesByFacet(ctx, { environmentId })

async function compare(
  name: string,
  ask: (world: World, sample: Sample) => Promise<unknown>,
  { small, large }: { small: World; large: World },
) {
  const times = { small: [] as number[], large: [] as number[] }
  for (let round = 0; round < rounds; round++)
    for (const [size, world] of round % 2
      ? ([
          ['large', large],
          ['small', small],
        ] as const)
      : ([
          ['small', small],
          ['large', large],
        ] as const)) {
      const sample = world.samples[round % world.samples.length]
      if (!sample) continue
      const startedAt = performance.now()
      await ask(world, sample)
      times[size].push(performance.now() - startedAt)
    }
  const [few, many] = [median(times.small), median(times.large)]
  const ratio = many / few
  console.log(
    `${ratio <= ratioMax ? 'ok  ' : 'OVER'} ${name.padEnd(36)} ${few.toFixed(2).padStart(8)} ${many.toFixed(2).padStart(8)} ${ratio.toFixed(2).padStart(6)}`,
  )
}

const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

async function makeWorld(serverUrl: string, deviceCount: number): Promise<World> {
  const { database, atLeisure, drop } = await ownDatabase({ serverUrl, namePrefix: 'pushdesk_bench' })
  const { id: environmentId } = await makeEnvironment(database.db, { name: 'production' })
  await fill(atLeisure, { environmentId, deviceCount })
  const ctx = await signedIn(database.db, { role: 'admin' })
  const { rows } = await database.executeSql(
    `select d.id as "deviceId", c.id as "customerId", c.user_id as "userId", d.address, d.registered_at as at
     from devices d join customers c on c.id = d.customer_id order by d.address limit 100`,
  )
  const { rows: middles } = await database.executeSql(
    'select id, registered_at as at from devices order by registered_at desc, id desc offset $1 limit 1',
    [Math.floor(deviceCount / 2)],
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

/** Two devices for every third customer, over 90 days; one in ten disabled. */
async function fill(
  { executeSql }: Pick<Database, 'executeSql'>,
  { environmentId, deviceCount }: { environmentId: string; deviceCount: number },
) {
  await executeSql(
    `insert into customers (id, environment_id, user_id, last_seen_at, created_at)
     select gen_random_uuid(), $1, 'cust-' || md5(n::text), now(), now() from generate_series(1, $2::int) n`,
    [environmentId, Math.ceil(deviceCount * 0.75)],
  )
  await executeSql(
    `insert into devices (id, environment_id, customer_id, kind, address, status, status_reason, permission, app_version, registered_at)
     select gen_random_uuid(), $1, c.id, 'device_token', md5(n || 'a') || md5(n || 'b'),
       case when n % 10 = 0 then 'disabled' else 'active' end, case when n % 10 = 0 then 'unregistered' else 'registered' end,
       'authorized', '8.' || n % 5, now() - (n::float8 / $2 * interval '90 days')
     from generate_series(1, $2::int) n
     join (select id, row_number() over () as place from customers) c on c.place = 1 + n % $3::int`,
    [environmentId, deviceCount, Math.ceil(deviceCount * 0.75)],
  )
  await executeSql('vacuum analyze customers')
  await executeSql('vacuum analyze devices')
}
