import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '@/db/client'
import { testDatabase } from '@/db/testing'
import { startWorker, type Worker } from '@/lib/deliveries/sending/worker'
import { type CompanyCustomer, companyCustomer } from '@/lib/deliveries/testing/company-customer'
import { liveMessage } from '@/lib/deliveries/testing/live-message'
import { stopPromptRuntime } from '@/lib/prompts/serving/runtime'
import { scriptedCollector } from '@/lib/tracing/testing-collector'
import { startTracing } from '@/lib/tracing/tracing'
import { createGateway } from './index'
import { listenerOf } from './listener'
import { keysOf, withApi } from './testing'

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const spanId = '00f067aa0ba902b7'
const traceparent = `00-${traceId}-${spanId}-01`

let database: Database
let worker: Worker
let server: Server
let someone: CompanyCustomer
let sk: string

beforeAll(async () => {
  database = await testDatabase()
  worker = await startWorker({ database, connectApns: async () => ({ missing: 'no_credential' }) })
  server = createServer(listenerOf(createGateway({ database }))).listen(0, '127.0.0.1')
  await once(server, 'listening')
  someone = await companyCustomer(database.db, { status: 200 })
  sk = (await keysOf(database.db, someone.environmentId)).sk
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await worker.stop()
  await stopPromptRuntime(database)
  await someone.company.close()
})

async function send(headers: Record<string, string>) {
  const bound = server.address()
  const response = await fetch(`http://127.0.0.1:${typeof bound === 'object' && bound?.port}/api/v1/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sk}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(liveMessage(someone.user.id)),
  })
  const { deliveries }: { deliveries: { id: string; traceId: string }[] } = await response.json()
  const [delivery] = deliveries
  if (!delivery) throw new Error('no delivery')
  await someone.ended(delivery.id)
  const request = someone.company.seen.find(({ id }) => id === delivery.id)
  return { delivery, passedOn: request?.headers.traceparent }
}

const loaded = () => Object.keys(createRequire(import.meta.url).cache).filter((path) => path.includes('@opentelemetry'))

it('without a collector, a trace is passed on to the company, and no OpenTelemetry code is loaded', async () => {
  const stop = await startTracing({ endpoint: undefined })
  const { delivery, passedOn } = await send({ traceparent })
  expect(delivery.traceId).toBe(traceId)
  expect(passedOn).toBe(traceparent)
  expect(loaded().filter((path) => path.includes('sdk-trace'))).toEqual([])
  await stop()
})

it.each<Record<string, string>>([{}, { traceparent: `00-${traceId}-${spanId}-01-more` }])(
  'with %j, a delivery gets its own trace, and the company gets no span',
  async (headers) => {
    const { delivery, passedOn } = await send(headers)
    expect(delivery.traceId).toMatch(/^[0-9a-f]{32}$/)
    expect(delivery.traceId).not.toBe(traceId)
    expect(passedOn).toBeUndefined()
  },
)

it('with a collector, one trace spans the caller, the call, the queue, and the company', async () => {
  const collector = await scriptedCollector()
  const stop = await startTracing({ endpoint: collector.endpoint })
  const { delivery, passedOn } = await send({ traceparent })
  await stop()
  expect(loaded().some((path) => path.includes('sdk-trace'))).toBe(true)
  expect(collector.services()[0]).toMatchObject({ 'service.name': 'pushdesk' })

  const spans = collector.spans().filter((span) => span.traceId === traceId)
  const named = (name: string) => spans.find((span) => span.name === name)
  const call = named('POST /api/v1/messages')
  const attempt = named('send to company_api')
  expect(call).toMatchObject({
    parentSpanId: spanId,
    kind: 2,
    facts: {
      'http.route': '/api/v1/messages',
      'http.response.status_code': 202,
      'pushdesk.environment.id': someone.environmentId,
    },
  })
  expect(named('wait in the queue')).toMatchObject({ parentSpanId: call?.spanId, kind: 5 })
  expect(attempt).toMatchObject({
    parentSpanId: call?.spanId,
    kind: 3,
    facts: {
      'pushdesk.delivery.id': delivery.id,
      'pushdesk.environment.id': someone.environmentId,
      'pushdesk.transport': 'company_api',
      'pushdesk.outcome': 'accepted',
      'http.response.status_code': 200,
    },
  })
  expect(delivery.traceId).toBe(traceId)
  expect(passedOn).toBe(`00-${traceId}-${attempt?.spanId}-01`)
  for (const secret of [someone.user.id, someone.device.address, 'Hello', sk])
    expect(collector.texts()).not.toContain(secret)
  await collector.close()
})

it('records a trace that it starts, but not one that its caller doesn’t record', async () => {
  const collector = await scriptedCollector()
  const stop = await startTracing({ endpoint: collector.endpoint })
  const own = await send({})
  const { passedOn } = await send({ traceparent: `00-${traceId}-${spanId}-00` })
  await stop()
  expect(new Set(collector.spans().map((span) => span.traceId))).toEqual(new Set([own.delivery.traceId]))
  expect(own.passedOn).toMatch(new RegExp(`^00-${own.delivery.traceId}-[0-9a-f]{16}-01$`))
  expect(passedOn).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-00$`))
  await collector.close()
})

it('a failing collector delays nothing', async () => {
  const collector = await scriptedCollector()
  collector.answer(400)
  const stop = await startTracing({ endpoint: collector.endpoint })
  await send({ traceparent })
  await stop()
  expect(collector.calls()).toBeGreaterThan(0)
  await collector.close()
  const stopAlone = await startTracing({ endpoint: collector.endpoint })
  expect((await send({ traceparent })).delivery.traceId).toBe(traceId)
  await stopAlone()
})

it('a problem response names its call’s trace', () =>
  withApi(async ({ ask, sk: key }) => {
    const calls: [string, string][] = [
      ['get', '/api/v1/deliveries'],
      ['get', '/api/v1/nothing-here'],
      ['get', '/api/v1/prompt/stream'],
      ['post', '/api/v1/messages'],
      ['post', '/ofrep/v1/evaluate/flags'],
      ['get', '/api/v1/manage/companies'],
    ]
    for (const [method, path] of calls) {
      const { status, body } = await ask(method, path, { headers: { traceparent } })
      expect([path, status >= 400, body.traceId]).toEqual([path, true, traceId])
    }
    const { body } = await ask('post', '/api/v1/messages', { key, body: {}, headers: { traceparent: 'nonsense' } })
    expect(body).toMatchObject({ code: 'invalid', traceId: expect.stringMatching(/^[0-9a-f]{32}$/) })
  }))
