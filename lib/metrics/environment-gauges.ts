import { Gauge } from 'prom-client'
import { credentialAges } from '@/db/queries/credential-ages'
import { freshRevisions } from '@/db/queries/incidents/prompt-facts'
import { listEnvironmentSlugs } from '@/db/queries/operations'
import type { Database } from '@/lib/context'
import { rowsForMetrics } from '@/lib/deliveries/sending/rows-for-metrics'

/** Environments beyond this number are reported together, as `other`. */
const toldEnvironmentsMax = 500
/** After this, phones that went away would distort the count for a revision. */
const freshSeconds = 20 * 60

type Place = { company: string; app: string; environment: string }
const others: Place = { company: 'other', app: 'other', environment: 'other' }

let told: Database | undefined

/** Registers gauges that are read on collection, from the database passed last. */
export function registerEnvironmentGauges(database: Database) {
  const isFirst = told === undefined
  told = database
  if (isFirst) makeGauges()
}

const labelNames = ['company', 'app', 'environment'] as const

function makeGauges() {
  new Gauge({
    name: 'pushdesk_prompt_clients_behind',
    help: 'Phones that listened when the prompt’s latest revision was saved, within 20 minutes, and haven’t asked for it since.',
    labelNames,
    async collect() {
      this.reset()
      const now = new Date()
      const rows = await rowsForMetrics(told, (db) => freshRevisions(db, { now, withinSeconds: freshSeconds }))
      const placeOf = rows.length ? await readPlaces() : () => others
      for (const { environmentId, without } of rows) this.inc(placeOf(environmentId), without)
    },
  })
  // Each gauge reads the ages itself, because gauges are collected concurrently, not in order.
  new Gauge({
    name: 'pushdesk_credential_age_seconds',
    help: 'Age of the APNs key that signs, and of the oldest good API key of each kind.',
    labelNames: ['kind', ...labelNames] as const,
    async collect() {
      const { rows, placeOf } = await readAges()
      this.reset()
      // Ascending, so that the oldest wins where environments share a label.
      for (const { environmentId, kind, ageSeconds } of rows.sort((a, b) => a.ageSeconds - b.ageSeconds))
        this.set({ kind, ...placeOf(environmentId) }, ageSeconds)
    },
  })
  new Gauge({
    name: 'pushdesk_credential_expires_seconds',
    help: 'Until the first API key of an environment expires, by kind; absent where none does.',
    labelNames: ['kind', ...labelNames] as const,
    async collect() {
      const { rows, placeOf } = await readAges()
      this.reset()
      const expiring = rows.flatMap(({ expiresSeconds, ...row }) =>
        expiresSeconds === null ? [] : [{ ...row, expiresSeconds }],
      )
      for (const { environmentId, kind, expiresSeconds } of expiring.sort(
        (a, b) => b.expiresSeconds - a.expiresSeconds,
      ))
        this.set({ kind, ...placeOf(environmentId) }, expiresSeconds)
    },
  })
}

async function readAges() {
  const rows = await rowsForMetrics(told, credentialAges)
  return { rows, placeOf: rows.length ? await readPlaces() : () => others }
}

async function readPlaces(): Promise<(environmentId: string) => Place> {
  const slugs = await rowsForMetrics(told, listEnvironmentSlugs)
  const places = new Map(slugs.slice(0, toldEnvironmentsMax).map(({ id, ...place }) => [id, place]))
  return (environmentId) => places.get(environmentId) ?? others
}
