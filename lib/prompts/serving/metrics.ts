import { Gauge } from 'prom-client'
import type { Database } from '@/lib/context'
import { late, within } from '@/lib/flow/within'
import { promptRuntime } from './runtime'

/** A runtime that is still starting has nothing to report. */
const startMsMax = 500

let told: Database | undefined

/** The gauges report on the database passed last. */
export function registerPromptGauges(database: Database) {
  const isFirst = told === undefined
  told = database
  if (isFirst) makeGauges()
}

function makeGauges() {
  const streams = new Gauge({ name: 'pushdesk_prompt_streams', help: 'Open event streams of the prompt.' })
  new Gauge({
    name: 'pushdesk_prompt_state_age_seconds',
    help: 'Since the database last confirmed what prompt evaluations are answered from; above 10 it is away.',
    async collect() {
      const runtime = told && (await within(startMsMax, promptRuntime(told)).catch((): typeof late => late))
      if (runtime === undefined || runtime === late) return
      this.set(runtime.store.ageSeconds())
      streams.set(runtime.streams.size)
    },
  })
}
