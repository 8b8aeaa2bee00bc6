import { fork } from 'node:child_process'
import { once } from 'node:events'
import { makeEndpoint } from '@/lib/company-api/testing/endpoint'
import { rateOf, sendBatches, underLoad } from './delivery-load'
import { programOf } from './program'

/** Set BENCH_SHARE=0.1 for a quick run. */
const count = 20_000 * Number(process.env.BENCH_SHARE ?? 1)
const answerMs = 300
const rounds = 5

/** Deliveries per second from one worker to a slow company endpoint, up to the recorded outcome. */
export async function run() {
  const endpoint = fork(programOf('slow-endpoint'), [String(answerMs)], {
    execArgv: process.execArgv,
  })
  const [{ port }] = (await once(endpoint, 'message')) as [{ port: number }]
  process.env.COMPANY_API_ALLOWED_HOSTS = `127.0.0.1:${port}`
  try {
    await underLoad(async (load) => {
      const { environmentId } = load.world
      await makeEndpoint(load.database.db, { environmentId, url: `http://127.0.0.1:${port}/push`, usedFor: 'all' })
      const rates: number[] = []
      // The concurrency window still grows in the first round.
      for (let round = 0; round <= rounds; round += 1)
        rates.push(await rateOf(count, load.database, () => sendBatches(load, count)))
      const [first = 0, ...rest] = rates
      const median = rest.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0
      console.log(
        `  company API that answers in ${answerMs} ms, one worker: ${median.toFixed(0)}/s to the recorded outcome ` +
          `(bar 1000; ${rounds} rounds, ${first.toFixed(0)}/s in the one in which the window grows)`,
      )
    })
  } finally {
    endpoint.disconnect()
  }
}
