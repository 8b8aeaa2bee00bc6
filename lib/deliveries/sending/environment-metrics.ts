import { Counter, Gauge } from 'prom-client'
import {
  countEnvironmentsOnHold,
  countOpenCircuits,
  countOpenIncidents,
  listEnvironmentSlugs,
} from '@/db/queries/operations'
import type { Attempt } from '@/db/queries/sending/attempts'
import type { Database } from '@/lib/context'
import { rowsForMetrics } from './rows-for-metrics'

/** Each environment has a dozen series or more. Newer environments are counted together, as `other`. */
const toldEnvironmentsMax = 500
/** Reasons come from APNs and company APIs, so their number has to be limited. */
const reasonsMax = 40
const others = { company: 'other', app: 'other', environment: 'other' }

type Ending = { transport: string; outcome: string; reason: string }
/** Slugs by environment ID, as last read. */
let places = new Map<string, { company: string; app: string; environment: string }>()
const endings = new Map<string, Map<string, { ending: Ending; count: number }>>()

/** Counts a request under its environment, in memory. Slugs are looked up when metrics are scraped. */
export function countForEnvironment({ delivery, answer }: Attempt) {
  if (!answer) return
  const ofEnvironment = endings.get(delivery.environmentId) ?? new Map<string, { ending: Ending; count: number }>()
  endings.set(delivery.environmentId, ofEnvironment)
  const { transport } = delivery
  const { outcome, reason: said } = answer
  const keyOf = (reason: string) => `${transport} ${outcome} ${reason}`
  const isTold = ofEnvironment.size < reasonsMax || ofEnvironment.has(keyOf(said ?? 'none'))
  const reason = isTold ? (said ?? 'none') : 'other'
  const key = keyOf(reason)
  const known = ofEnvironment.get(key)
  if (known) known.count += 1
  else ofEnvironment.set(key, { ending: { transport, outcome, reason }, count: 1 })
}

/** Registers the metrics. Each scrape reads the database that `of` returns at the time. */
export function makeEnvironmentMetrics(of: () => Database | undefined) {
  new Counter({
    name: 'pushdesk_environment_attempts_total',
    help: `Requests to APNs and to company APIs, by company, app and environment; beyond the ${toldEnvironmentsMax} oldest environments as “other”.`,
    labelNames: ['company', 'app', 'environment', 'transport', 'outcome', 'reason'] as const,
    async collect() {
      if (endings.size === 0) return
      const slugs = await rowsForMetrics(of(), listEnvironmentSlugs)
      const told = slugs.filter(({ id }) => endings.has(id)).slice(0, toldEnvironmentsMax)
      if (told.length) places = new Map(told.map(({ id, ...place }) => [id, place]))
      // Without slugs, every environment would be counted as `other`.
      if (places.size === 0) return
      this.reset()
      for (const [id, all] of endings)
        for (const { ending, count } of all.values()) this.inc({ ...(places.get(id) ?? others), ...ending }, count)
    },
  })
  new Gauge({
    name: 'pushdesk_incidents_open',
    help: 'Open incidents, by cause and severity.',
    labelNames: ['cause', 'severity'] as const,
    async collect() {
      this.reset()
      for (const { count, ...labels } of await rowsForMetrics(of(), countOpenIncidents)) this.set(labels, count)
    },
  })
  new Gauge({
    name: 'pushdesk_environments_on_hold',
    help: 'Environments whose deliveries wait until a key or a bundle ID is fixed, by APNs’s reason.',
    labelNames: ['reason'] as const,
    async collect() {
      this.reset()
      for (const { reason, count } of await rowsForMetrics(of(), countEnvironmentsOnHold)) this.set({ reason }, count)
    },
  })
  new Gauge({
    name: 'pushdesk_circuits_open',
    help: 'Company APIs that get no requests at the moment, because they kept failing.',
    async collect() {
      const [row] = await rowsForMetrics(of(), countOpenCircuits)
      this.set(row?.count ?? 0)
    },
  })
}
