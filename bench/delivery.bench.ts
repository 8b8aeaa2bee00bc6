import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { runSql } from '@/db/raw'
import { devices } from '@/db/schema/customers'
import { controlRate, type Place } from './delivery-control'
import {
  allEnded,
  batchSize,
  connections,
  type Load,
  madeCount,
  message,
  rateOf,
  sendBatches,
  sendSingles,
  tidy,
  underLoad,
} from './delivery-load'

const warmUp = 1_000
/** Set BENCH_SHARE=0.1 for a quick run. */
const share = Number(process.env.BENCH_SHARE ?? 1)
const singles = 8_000 * share
const inBatches = 20_000 * share
const inFlight = 128
const paceSeconds = 8
const memoryCount = 200_000 * share

/** Messages per second from POST to recorded outcome, against `pg` alone writing the same rows to the same database. */
export const run = () => underLoad(measure)

async function measure(load: Load) {
  const { database, url } = load
  await sendSingles(load, warmUp, inFlight)
  await allEnded(database)
  const places = await placesOf(database)
  const control = async (batch: number, count: number) => {
    await tidy(database)
    return controlRate(url, { connections, count, batch, places })
  }
  const rates = { one: [] as number[], oneControl: [] as number[], batch: [] as number[], batchControl: [] as number[] }
  for (let round = 0; round < 3; round += 1) {
    rates.one.push(await rateOf(singles, database, () => sendSingles(load, singles, inFlight)))
    rates.oneControl.push(await control(1, singles))
    rates.batch.push(await rateOf(inBatches, database, () => sendBatches(load, inBatches)))
    rates.batchControl.push(await control(batchSize, inBatches))
  }
  const of = Object.fromEntries(Object.entries(rates).map(([key, all]) => [key, median(all)])) as Record<
    keyof typeof rates,
    number
  >
  console.log(`delivery: PostgreSQL, ${connections} connections, medians of 3 rounds`)
  report('POST /messages', of.one, of.oneControl, 'pg alone, a message a transaction')
  report('POST /messages/batch', of.batch, of.batchControl, `pg alone, ${batchSize} a transaction`)
  await latency(load, 200)
  await latency(load, of.one / 2)
  await memory(load)
}

function report(what: string, ours: number, control: number, controlName: string) {
  const ratio = ours / control
  console.log(
    `  ${what}: ${ours.toFixed(0)}/s to the recorded outcome; ${controlName}: ${control.toFixed(0)}/s; ratio ${ratio.toFixed(2)} (bar 0.5)`,
  )
}

/** Latency from the POST to APNs's response at a fixed rate, measured by one clock. */
async function latency({ database, post, world }: Load, perSecond: number) {
  await tidy(database)
  const first = madeCount() + 1
  const everyMs = 5
  const due: Promise<void>[] = []
  const startedAt = performance.now()
  for (let sent = 0; performance.now() - startedAt < paceSeconds * 1000; ) {
    const wanted = ((performance.now() - startedAt) / 1000) * perSecond
    for (; sent < wanted; sent += 1) due.push(post('/api/v1/messages', message(world)))
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
  await Promise.all(due)
  await allEnded(database)
  const { rows } = await runSql<{ p50: number; p95: number; p99: number; count: number }>(
    database.db,
    sql`select count(*)::int as count,
          percentile_cont(0.5) within group (order by ms) as p50,
          percentile_cont(0.95) within group (order by ms) as p95, percentile_cont(0.99) within group (order by ms) as p99
        from (select extract(epoch from a.started_at - n.sent_at)::float8 * 1000 + a.duration_ms as ms
              from attempts a join deliveries d on d.id = a.delivery_id join notifications n on n.id = d.notification_id
              where n.external_id like 'bench-%' and substr(n.external_id, 7)::int >= ${first}) as waited`,
  )
  const [found] = rows
  console.log(
    `  at ${perSecond.toFixed(0)}/s: POST to APNs’s answer p50 ${found?.p50.toFixed(0)} ms, p95 ${found?.p95.toFixed(0)} ms, p99 ${found?.p99.toFixed(0)} ms, of ${found?.count}`,
  )
}

async function memory(load: Load) {
  const marks: string[] = []
  const step = memoryCount / 4
  for (let sent = 0; sent <= memoryCount; sent += step) {
    if (sent > 0) await sendBatches(load, step)
    await allEnded(load.database)
    marks.push(`${(await load.heapMb()).toFixed(0)}`)
  }
  console.log(`  heap after 0 … ${memoryCount} deliveries, in MB: ${marks.join(', ')}`)
}

async function placesOf({ db }: Database): Promise<Place[]> {
  return db
    .select({
      environmentId: devices.environmentId,
      customerId: devices.customerId,
      deviceId: devices.id,
      address: devices.address,
    })
    .from(devices)
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
