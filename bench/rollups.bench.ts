import { type Load, rateOf, sendBatches, underLoad } from './delivery-load'

/** Set BENCH_SHARE=0.1 for a quick run. */
const step = 20_000 * Number(process.env.BENCH_SHARE ?? 1)
const rounds = 5

/** Deliveries per second with and without the rows of the attempt rollup, in turns: its cost on the durable path. */
export const run = () => underLoad(measure)

async function measure(load: Load) {
  const { database } = load
  await database.executeSql(
    'create function no_rollup() returns trigger language plpgsql as $$ begin return null; end $$',
  )
  await database.executeSql(
    'create trigger no_rollup before insert on attempt_counts for each row execute function no_rollup()',
  )
  const switched = (state: 'enable' | 'disable') =>
    database.executeSql(`alter table attempt_counts ${state} trigger no_rollup`)
  const once = () => rateOf(step, database, () => sendBatches(load, step))
  await once()
  const [withRows, without]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    await switched('disable')
    withRows.push(await once())
    await switched('enable')
    without.push(await once())
  }
  const ratio = median(withRows) / median(without)
  console.log(
    `  ${median(withRows).toFixed(0)}/s with the rollup, ${median(without).toFixed(0)}/s without; ratio ${ratio.toFixed(2)} (bar 0.95)`,
  )
}

const median = (rates: number[]) => rates.toSorted((a, b) => a - b)[Math.floor(rates.length / 2)] ?? 0
