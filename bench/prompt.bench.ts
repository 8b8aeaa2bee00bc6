import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer, get, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { announce } from '@/db/announce'
import type { Database } from '@/db/client'
import { makeApiKey, makeApp, makeEnvironment } from '@/db/factories'
import { ownDatabase } from '@/db/own-database'
import { appendRevision, insertList, lockConfiguration } from '@/db/queries/prompts/prompts'
import { apiKeys } from '@/db/schema/credentials'
import { startGateway } from '@/gateway/listener'
import { offContent, type PromptContent, type Rule } from '@/lib/prompts/content/content'
import { setEncryptionKey } from '@/lib/secrets'
import { programOf } from './program'
import type { PromptLoad, PromptLoaded } from './prompt-load'
import { serverUrl } from './server-url'
import { inTurns, toldRatio, turnOf } from './turns'

const connections = 50
/** Short, so that a slow moment of the machine affects both sides. */
const seconds = 1
const turnsMax = 40
const streams = 1_000
const saves = 20

/** Evaluations per second against bare Hono, the cost of 200 rules, and the time of a save to 1,000 streams. */
export async function run() {
  setEncryptionKey('0'.repeat(64))
  const own = await ownDatabase({ serverUrl, namePrefix: 'pushdesk_bench' })
  try {
    await measure(own.database)
  } finally {
    await own.drop()
  }
}

async function measure(database: Database) {
  const app = await makeApp(database.db)
  const environment = await makeEnvironment(database.db, { appId: app.id })
  const { key } = await makeApiKey(database.db, { environmentId: environment.id, kind: 'publishable' })
  await database.db.update(apiKeys).set({ ratePerSecondMax: 1_000_000 })
  const gateway = await startGateway({ database, ownsProcess: true })
  const ours = await listen(gateway.listener)
  const bare = await listen(bareHono())
  const save = (content: PromptContent) => savePrompt(database, { companyId: app.companyId, appId: app.id, content })
  const simple: PromptContent = { ...offContent, isOn: true, rollout: { share: 50_000, salt: '' } }

  await save(simple)
  const client = fork(programOf('prompt-load'), { execArgv: process.execArgv })
  const turn = (port: number) => turnOf(() => loadBy(client, { port, connections, seconds, key }))
  await turn(bare.port)
  await turn(ours.port)
  const light = await inTurns(
    () => turn(ours.port),
    () => turn(bare.port),
    { turnsMax },
  )
  console.log(`evaluations beside a bare Hono handler: ${toldRatio(light, 0.8)}`)

  const heavy = await heavyPrompt(database, simple)
  const saved = (content: PromptContent) => async () => {
    await save(content)
    return turn(ours.port)
  }
  const cost = await inTurns(saved(heavy), saved(simple), { turnsMax })
  console.log(`evaluations with 200 rules and 100,000 customers beside none: ${toldRatio(cost, 0.5)}`)

  await measureStreams({ port: ours.port, key, save, simple })
  client.disconnect()
  await gateway.stop()
  for (const { close } of [ours, bare]) close()
}

/** The control: reads nothing and returns a constant of the same size. */
function bareHono(): RequestListener {
  const constant = JSON.stringify({
    key: 'push-permission-prompt',
    value: true,
    reason: 'SPLIT',
    variant: 'on',
    metadata: {
      revision: '0190a000-0000-7000-8000-000000000001:1',
      source: 'app',
      decidedBy: 'rollout',
      reaskAfterDays: 14,
      timesMax: 3,
    },
  })
  const app = new Hono()
  app.post(
    '/ofrep/v1/evaluate/flags/:key',
    () => new Response(constant, { headers: { 'content-type': 'application/json' } }),
  )
  return getRequestListener(app.fetch, { overrideGlobalObjects: true })
}

async function heavyPrompt(database: Database, base: PromptContent): Promise<PromptContent> {
  const customerIds = Array.from({ length: 100_000 }, (_, index) => `vip-${index}`)
  const list = await insertList(database.db, { companyId: null, name: 'VIP', customerIds, size: customerIds.length })
  const rules = Array.from(
    { length: 200 },
    (_, index): Rule => ({
      id: `rule-${index}`,
      description: '',
      conditions: [
        index % 2
          ? { attribute: 'appVersion', operator: 'below', values: [`1.${index}.0`] }
          : { attribute: 'customer', operator: 'inList', values: [], listId: list.id },
        { attribute: 'country', operator: 'in', values: ['DE', 'AT'] },
      ],
      share: 0,
    }),
  )
  return { ...base, rules, lists: [list] }
}

type StreamBench = { port: number; key: string; save: (content: PromptContent) => Promise<void>; simple: PromptContent }

async function measureStreams({ port, key, save, simple }: StreamBench) {
  let heard: number[] = []
  let all: (() => void) | undefined
  const opened = Array.from(
    { length: streams },
    () =>
      new Promise<() => void>((resolve, reject) => {
        const request = get(
          { port, path: '/api/v1/prompt/stream', agent: false, headers: { authorization: `Bearer ${key}` } },
          (response) => {
            let isFirst = true
            response.on('data', (chunk: Buffer) => {
              if (!chunk.includes('data:')) return
              if (isFirst) resolve(() => request.destroy())
              else {
                heard.push(performance.now())
                if (heard.length === streams) all?.()
              }
              isFirst = false
            })
          },
        )
        request.on('error', reject)
      }),
  )
  const closers = await Promise.all(opened)
  const waits: number[] = []
  for (let round = 0; round < saves; round++) {
    heard = []
    const arrived = new Promise<void>((resolve) => {
      all = resolve
    })
    const startedAt = performance.now()
    await save({ ...simple, rollout: { share: 1_000 + round, salt: '' } })
    await arrived
    waits.push(...heard.map((at) => at - startedAt))
  }
  const sorted = waits.toSorted((a, b) => a - b)
  const at = (share: number) => `${sorted[Math.floor((sorted.length - 1) * share)]?.toFixed(0)} ms`
  console.log(
    `a save on ${streams} open streams (${saves} saves, from before the transaction): p50 ${at(0.5)}, p99 ${at(0.99)} (bar 250 ms), slowest ${at(1)}`,
  )
  for (const close of closers) close()
}

function savePrompt(
  database: Database,
  { companyId, appId, content }: { companyId: string; appId: string; content: PromptContent },
) {
  return database.db.transaction(async (tx) => {
    const place = { scopeKind: 'app', environmentName: 'sandbox', companyId, appId } as const
    const configuration = await lockConfiguration(tx, place)
    await appendRevision(tx, {
      configuration,
      revision: { content, kind: 'save', authorName: 'bench' },
      scheduleFiredUntil: new Date(),
    })
    await announce(tx, { kind: 'prompt', environmentName: 'sandbox', companyId, appId })
  })
}

async function listen(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // it listens on a port, so the address isn't a path
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { port, close }
}

async function loadBy(client: ChildProcess, load: PromptLoad) {
  client.send(load)
  const [{ perSecond, wrong }] = (await once(client, 'message')) as [PromptLoaded]
  if (wrong) throw new Error(`${wrong} evaluations had another answer than 200`)
  return { perSecond, count: perSecond * load.seconds }
}
