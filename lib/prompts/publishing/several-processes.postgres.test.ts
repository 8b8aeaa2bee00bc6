import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { makeApiKey, makeApp, makeCompany, makeEnvironment } from '@/db/factories'
import { pageOfRevisions } from '@/db/queries/prompts/prompt-revisions'
import { findConfiguration } from '@/db/queries/prompts/prompts'
import { ownPostgres } from '@/db/testing'
import { revokeKey } from '@/lib/keys/revoke-key'
import { offContent, type PromptContent } from '@/lib/prompts/content/content'
import { signedIn } from '@/lib/testing/contexts'
import { followStream } from '@/lib/testing/follow-stream'
import { spawnGateway } from '@/lib/testing/gateway-process'
import { untilMoment, withinSeconds } from '@/lib/testing/within-seconds'
import { publishPrompt } from './publish-prompt'
import { reviewPrompt } from './review-prompt'

/** How far behind a process may be that missed a notification, plus the time to tell its clients. */
const healedSecondsMax = 5 + 1
const toldSecondsMax = 1

let own: Awaited<ReturnType<typeof ownPostgres>>
let gateways: Awaited<ReturnType<typeof spawnGateway>>[]
let here: Awaited<ReturnType<typeof workspace>>

beforeAll(async () => {
  // Open one connection up front, which stays when the database refuses new ones.
  own = await ownPostgres({ poolMax: 1 })
  gateways = await startTwo()
})

beforeEach(async () => {
  here = await workspace()
})

afterAll(async () => {
  await Promise.all(gateways.map((gateway) => gateway.end()))
  await own.database.close()
})

const startTwo = () => Promise.all([spawnGateway(own.url), spawnGateway(own.url)])

async function workspace() {
  const startedAt = Date.now()
  const { db } = own.database
  const company = await makeCompany(db)
  const app = await makeApp(db, { companyId: company.id })
  const environment = await makeEnvironment(db, { appId: app.id, name: 'sandbox' })
  const { id: keyId, key, lastFour } = await makeApiKey(db, { environmentId: environment.id, kind: 'publishable' })
  const manager = await signedIn(db, { role: 'integration_manager', companyIds: [company.id] })
  const at = { appId: app.id, environmentName: 'sandbox' } as const
  const place = { scopeKind: 'app', environmentName: 'sandbox', companyId: company.id, appId: app.id } as const
  const paceMs = Date.now() - startedAt
  return {
    key,
    /** Far enough ahead that everything before it is done, on a machine of this speed. */
    soon: () => Date.now() + 2_500 + 20 * paceMs,
    /** Saves from this process, which is neither of the two. */
    async save(content: PromptContent, baseRevision = 0) {
      const { hash } = await reviewPrompt(manager, { ...at, baseRevision, content })
      await publishPrompt(manager, { ...at, baseRevision, content, confirmation: { hash } })
    },
    revoke: () => revokeKey(manager, { environmentId: environment.id, keyId, confirmation: lastFour }),
    /** Fetches from that gateway, as a phone does. */
    async ask(url: string) {
      const response = await fetch(`${url}/ofrep/v1/evaluate/flags/push-permission-prompt`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ context: { targetingKey: 'a phone' } }),
      })
      const { value, metadata } = await response.json()
      return { status: response.status, value, revision: Number(metadata?.revision?.split(':')[1]) }
    },
    async steps() {
      const row = await findConfiguration(db, place)
      const revisions = row ? await pageOfRevisions(db, { configurationId: row.id, limit: 50 }) : []
      return revisions
        .filter(({ kind }) => kind === 'schedule')
        .map(({ comment, createdAt }) => ({ comment, createdAt }))
    },
  }
}

const on: PromptContent = { ...offContent, isOn: true }
const rampAt = (...moments: number[]): PromptContent => ({
  ...on,
  rollout: { share: 0, salt: '' },
  schedule: {
    timeZone: 'UTC',
    startsAt: null,
    endsAt: null,
    steps: moments.map((at, index) => ({ at: new Date(at).toISOString(), share: 100_000 - index })),
  },
})

const followBoth = () => Promise.all(gateways.map(({ url }) => followStream({ url, key: here.key })))

it('tells the streams of every process about a change within a second', async () => {
  const streams = await followBoth()
  for (const { events } of streams) await expect.poll(() => events.length).toBe(1)
  await here.save(on)
  for (const { events } of streams) {
    expect(await withinSeconds(toldSecondsMax, () => events.length, 2)).toBe(2)
    expect(events[1]?.revision).toMatch(/:1$/)
  }
  await Promise.all(streams.map((stream) => stream.leave()))
})

it('limits how long a process that hears no notifications stays behind', async () => {
  const streams = await followBoth()
  for (const { events } of streams) await expect.poll(() => events.length).toBe(1)
  await own.refuseConnections(true)
  try {
    await deafen()
    await here.save(on)
    for (const { events } of streams) expect(await withinSeconds(healedSecondsMax, () => events.length, 2)).toBe(2)
    expect(await listening()).toBe(0)
  } finally {
    await own.refuseConnections(false)
  }
  // The gateways listen again without help.
  await expect.poll(listening).toBeGreaterThan(0)
  await Promise.all(streams.map((stream) => stream.leave()))
})

it('ends the streams of a revoked key even if its process missed the revocation', async () => {
  const streams = await followBoth()
  for (const { events } of streams) await expect.poll(() => events.length).toBe(1)
  await own.refuseConnections(true)
  await deafen()
  await here.revoke()
  await own.refuseConnections(false)
  let endedCount = 0
  for (const { ended } of streams) void ended.then(() => (endedCount += 1))
  expect(await withinSeconds(healedSecondsMax, () => endedCount, streams.length)).toBe(streams.length)
})

it('fires each step of a ramp once, within a second of its time', async () => {
  const streams = await followBoth()
  const first = here.soon()
  const moments = [first, first + 1_500, first + 3_000]
  await here.save(rampAt(...moments))
  expect(Date.now()).toBeLessThan(first)
  for (const [index, moment] of moments.entries()) {
    await untilMoment(moment)
    for (const { events } of streams) {
      const told = () => events.find(({ revision }) => revision.endsWith(`:${index + 2}`))
      expect(await withinSeconds(toldSecondsMax, () => told() !== undefined, true)).toBe(true)
      expect(told()?.at).toBeGreaterThanOrEqual(moment)
    }
  }
  expect((await here.steps()).map(({ createdAt }) => createdAt.getTime())).toEqual(moments.toReversed())
  await Promise.all(streams.map((stream) => stream.leave()))
})

it('answers from memory while the database is down, even across a step, which is recorded once when it is back', async () => {
  const moment = here.soon()
  await here.save(rampAt(moment))
  const answers = () => Promise.all(gateways.map(({ url }) => here.ask(url)))
  await expect.poll(answers).toEqual(gateways.map(() => ({ status: 200, value: false, revision: 1 })))
  await own.refuseConnections(true)
  try {
    await own.database.executeSql(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    expect(await answers()).toEqual(gateways.map(() => ({ status: 200, value: false, revision: 1 })))
    expect(Date.now()).toBeLessThan(moment)
    await untilMoment(moment)
    expect(await answers()).toEqual(gateways.map(() => ({ status: 200, value: true, revision: 1 })))
    expect(await here.steps()).toEqual([])
  } finally {
    await own.refuseConnections(false)
  }
  await expect.poll(answers).toEqual(gateways.map(() => ({ status: 200, value: true, revision: 2 })))
  expect(await here.steps()).toEqual([{ comment: 'Ramp step to 100%', createdAt: new Date(moment) }])
})

it('fires a step late, but once, if every process was killed before its time', async () => {
  const moment = here.soon()
  await here.save(rampAt(moment))
  await Promise.all(gateways.map((gateway) => gateway.end()))
  expect(Date.now()).toBeLessThan(moment)
  await untilMoment(moment)
  expect(await here.steps()).toEqual([])
  gateways = await startTwo()
  await expect.poll(here.steps).toHaveLength(1)
  const streams = await followBoth()
  for (const { events } of streams) await expect.poll(() => events.at(-1)?.revision).toMatch(/:2$/)
  expect(await here.steps()).toEqual([{ comment: 'Ramp step to 100%', createdAt: new Date(moment) }])
  await Promise.all(streams.map((stream) => stream.leave()))
})

/** Terminates every connection that listens to this database. */
async function deafen() {
  await own.database.executeSql(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'pushdesk-listen'`,
  )
  await expect.poll(listening).toBe(0)
}

async function listening() {
  const { rows } = await own.database.executeSql(
    `select pid from pg_stat_activity where datname = current_database() and application_name = 'pushdesk-listen'`,
  )
  return rows.length
}
