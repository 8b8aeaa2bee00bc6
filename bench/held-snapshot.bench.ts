import { Client } from 'pg'
import { allEnded, type Load, rateOf, sendBatches, tidy, underLoad } from './delivery-load'

/** Set BENCH_SHARE=0.1 for a quick run. */
const share = Number(process.env.BENCH_SHARE ?? 1)
const step = 20_000 * share
const held = 600_000 * share

/**
 * Deliveries per second with and without a long-running transaction, such as a backup, that keeps dead rows from being
 * vacuumed. Sends as many as ten minutes at 1,000 per second would, as fast as possible.
 */
export const run = () => underLoad(measure)

async function measure(load: Load) {
  const { database, url } = load
  const once = () => rateOf(step, database, () => sendBatches(load, step))
  await once()
  const before = [await once(), await once(), await once()]
  const other = new Client({ connectionString: url })
  await other.connect()
  await other.query('begin isolation level repeatable read')
  await other.query('select pg_current_xact_id()')
  const during: number[] = []
  for (let sent = 0; sent < held; sent += step) {
    during.push(await once())
    // As autovacuum does every minute. It can’t remove the dead rows, but the plans fit the table’s size.
    await tidy(database)
  }
  const size = await bytes(load)
  await other.query('rollback')
  await other.end()
  await database.executeSql('vacuum due_deliveries')
  await allEnded(database)
  const last = during.slice(-3)
  console.log(
    `  ${held.toFixed(0)} deliveries beside an open transaction: ${mean(before).toFixed(0)}/s before it, ` +
      `${mean(last).toFixed(0)}/s at its end; ratio ${(mean(last) / mean(before)).toFixed(2)} (bar 0.9)`,
  )
  console.log(`  due_deliveries: ${mb(size)} MB at its end, ${mb(await bytes(load))} MB after a vacuum`)
}

async function bytes({ database }: Load) {
  const { rows } = await database.executeSql(`select pg_total_relation_size('due_deliveries')::float8 as bytes`)
  return (rows as { bytes: number }[])[0]?.bytes ?? 0
}

const mean = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / values.length
const mb = (size: number) => (size / 2 ** 20).toFixed(1)
