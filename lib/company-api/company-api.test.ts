import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '@/db/client'
import { makeCustomer, makeDevice, makeEnvironment, unique } from '@/db/factories'
import { attemptsOfDelivery } from '@/db/queries/deliveries/delivery-detail'
import { findDeliveryRow } from '@/db/queries/deliveries/notifications'
import { findDevice } from '@/db/queries/devices/devices'
import { findEndpoint } from '@/db/queries/settings/endpoint-settings'
import { testDatabase } from '@/db/testing'
import { startWorker, type Worker } from '@/lib/deliveries/sending/worker'
import { until } from '@/lib/deliveries/testing/until'
import { acceptMessage } from '@/lib/notifications/accept-message'
import { withKey } from '@/lib/testing/contexts'
import { allowCompanyApiHost } from './allowed-hosts'
import type { EndpointAuth } from './endpoint-auth'
import { makeEndpoint } from './testing/endpoint'
import { type CompanyAct, scriptedCompany } from './testing/scripted-company'

let database: Database
let worker: Worker
const companies: { close(): Promise<unknown> }[] = []

beforeAll(async () => {
  database = await testDatabase()
  worker = await startWorker({ database, connectApns: async () => ({ missing: 'no_credential' }) })
})

afterAll(async () => {
  await worker.stop()
  for (const company of companies) await company.close()
})

type Given = { auth?: EndpointAuth; bodyTemplate?: string; usedFor?: 'uuid' | 'all'; url?: string; isAllowed?: boolean }

async function someone(acts: CompanyAct[], { isAllowed = true, ...given }: Given = {}) {
  const { db } = database
  const company = await scriptedCompany(...acts)
  companies.push(company)
  if (isAllowed) allowCompanyApiHost(company.host)
  const { id: environmentId } = await makeEnvironment(db)
  const signingSecret = await makeEndpoint(db, { environmentId, url: company.url, ...given })
  const customer = await makeCustomer(db, { environmentId })
  const device = await makeDevice(db, {
    environmentId,
    customerId: customer.id,
    kind: given.usedFor === 'all' ? 'device_token' : 'uuid',
    ...(given.usedFor === 'all' ? {} : { address: unique('uuid') }),
    registeredAt: new Date(Date.now() - 60_000),
  })
  const sk = await withKey(db, { environmentId, kind: 'secret' })
  const user = { id: customer.userId ?? '' }
  async function send(conversationId = unique('conversation')) {
    const message = { id: unique('message'), type: 'live', conversationId, title: 'Bank', body: 'Hello' } as const
    const [delivery] = (await acceptMessage(sk, { ...message, user })).deliveries
    if (!delivery) throw new Error('no delivery')
    return delivery
  }
  const find = (id: string) => findDeliveryRow(db, { environmentId, id })
  return {
    db,
    environmentId,
    company,
    customer,
    device,
    signingSecret,
    user,
    send,
    ended: (id: string) =>
      until(
        () => find(id),
        (found) => found?.endedAt != null,
        45_000,
      ),
    tried: (id: string, count = 1) =>
      until(
        () => find(id),
        (found) => (found?.attemptCount ?? 0) >= count,
        45_000,
      ),
    deviceNow: async () => (await findDevice(db, { environmentId, deviceId: device.id }))?.device,
  }
}

describe('a request to the company', () => {
  it('is a single POST of the default body, with a valid Standard Webhooks signature', async () => {
    const { company, send, ended, signingSecret, device, user } = await someone([{ status: 202 }])
    const { id, notificationId } = await send('c')
    expect(await ended(id)).toMatchObject({ state: 'accepted', transport: 'company_api' })
    const [seen] = company.seen
    expect(seen?.body).toEqual({
      uuid: device.address,
      user,
      type: 'live',
      payload: expect.objectContaining({ pushdesk: { v: 1, notificationId, type: 'live', conversationId: 'c' } }),
    })
    const headers = Object.fromEntries(
      Object.entries(seen?.headers ?? {}).map(([name, value]) => [name, String(value)]),
    )
    expect(headers['webhook-id']).toBe(id)
    expect(new Webhook(signingSecret).verify(seen?.text ?? '', headers)).toEqual(seen?.body)
  })

  it.each([
    [{ kind: 'bearer', token: 'top-secret' }, 'Bearer top-secret'],
    [{ kind: 'basic', username: 'push', password: 'top-secret' }, `Basic ${btoa('push:top-secret')}`],
    [{ kind: 'headers', headers: { Authorization: 'Key top-secret' } }, 'Key top-secret'],
  ] as [EndpointAuth, string][])('authenticates with %o', async (auth, authorization) => {
    const { db, environmentId, company, send, ended } = await someone([{ status: 200 }], { auth })
    const { id } = await send()
    await ended(id)
    expect(company.seen[0]?.headers.authorization).toBe(authorization)
    const attempts = await attemptsOfDelivery(db, { environmentId, deliveryId: id })
    expect(JSON.stringify(attempts)).not.toContain('top-secret')
    expect(JSON.stringify(attempts)).not.toContain('key=secret')
  })

  it('carries the token in the body by template, masked in the log', async () => {
    const bodyTemplate = JSON.stringify({ auth: '{{authToken}}', to: ['{{address}}'], text: '{{title}}: {{body}}' })
    const auth: EndpointAuth = { kind: 'body', authToken: 'top-secret' }
    const { db, environmentId, company, device, send, ended } = await someone([{ status: 200 }], { auth, bodyTemplate })
    const { id } = await send()
    await ended(id)
    expect(company.seen[0]?.body).toEqual({ auth: 'top-secret', to: [device.address], text: 'Bank: Hello' })
    const [attempt] = await attemptsOfDelivery(db, { environmentId, deliveryId: id })
    expect(attempt?.request?.body).toMatchObject({ auth: '…' })
  })

  it('also carries device tokens if the endpoint is used for all devices', async () => {
    const { company, device, send, ended } = await someone([{ status: 200 }], { usedFor: 'all' })
    expect(await ended((await send()).id)).toMatchObject({ transport: 'company_api', state: 'accepted' })
    expect(company.seen[0]?.body).toMatchObject({ deviceToken: device.address })
  })
})

describe('a delivery through the company API', () => {
  it.each([400, 401, 404, 422])('fails on %i, with the response in the log', async (status) => {
    const { db, environmentId, company, send, ended } = await someone([{ status, body: '{"error":"no"}' }])
    const { id } = await send()
    expect(await ended(id)).toMatchObject({ state: 'failed', reason: `http_${status}`, attemptCount: 1 })
    expect(company.seen).toHaveLength(1)
    const [attempt] = await attemptsOfDelivery(db, { environmentId, deliveryId: id })
    expect(attempt).toMatchObject({ outcome: 'rejected', status, response: { body: { error: 'no' } } })
  })

  it('fails on 410, which disables the device', async () => {
    const { send, ended, deviceNow } = await someone([{ status: 410 }])
    expect(await ended((await send()).id)).toMatchObject({ state: 'failed', reason: 'http_410' })
    expect(await deviceNow()).toMatchObject({ status: 'disabled', statusReason: 'gone' })
  })

  it.each([408, 429, 500, 503])('is retried on %i, with the same ID', async (status) => {
    const { company, send, ended } = await someone([{ status }, { status: 204 }])
    const { id } = await send()
    expect(await ended(id)).toMatchObject({ state: 'accepted', attemptCount: 2 })
    expect(company.seen.map(({ headers }) => headers['webhook-id'])).toEqual([id, id])
  })

  it('is uncertain when the connection is cut, and is retried', async () => {
    const { db, environmentId, send, ended } = await someone(['reset', { status: 200 }])
    const { id } = await send()
    expect(await ended(id)).toMatchObject({ state: 'accepted', attemptCount: 2, isUncertain: true })
    const [attempt] = await attemptsOfDelivery(db, { environmentId, deliveryId: id })
    expect(attempt).toMatchObject({ outcome: 'unknown', reason: 'reset' })
  })

  it('fails on a redirect, which isn’t followed', async () => {
    const elsewhere = await scriptedCompany({ status: 200 })
    companies.push(elsewhere)
    const { send, ended } = await someone([{ status: 307, headers: { location: elsewhere.url } }])
    expect(await ended((await send()).id)).toMatchObject({ state: 'failed', reason: 'http_307' })
    expect(elsewhere.seen).toEqual([])
  })

  it('is retried as not sent if no one listens', async () => {
    const { company, tried, send } = await someone([{ status: 200 }])
    await company.close()
    expect(await tried((await send()).id)).toMatchObject({
      state: 'retrying',
      reason: 'connect_failed',
      isUncertain: false,
    })
  })

  it('never calls a private address, unless the operator allows it', async () => {
    const { company, send, ended } = await someone([{ status: 200 }], { isAllowed: false })
    expect(await ended((await send()).id)).toMatchObject({ state: 'failed', reason: 'address_not_allowed' })
    expect(company.seen).toEqual([])
  })

  it('never calls a name that resolves to a private address', async () => {
    const { send, ended } = await someone([{ status: 200 }], { url: 'http://localhost:9/push', isAllowed: false })
    expect(await ended((await send()).id)).toMatchObject({ state: 'failed', reason: 'address_not_allowed' })
  })
})

describe('the circuit breaker', () => {
  it('opens after five failures in a row, holds the rest back, and closes after a successful probe', async () => {
    const { db, environmentId, company, send, ended, tried } = await someone([{ status: 500 }])
    const sent = await Promise.all(Array.from({ length: 8 }, () => send()))
    const endpoint = () => findEndpoint(db, { environmentId })
    const open = await until(endpoint, (found) => found?.openUntil != null)
    expect(open?.failuresInRow).toBeGreaterThanOrEqual(5)
    for (const { id } of sent) await tried(id)
    const before = company.seen.length
    company.answer({ status: 200 })
    const late = await send()
    for (const { id } of [...sent, late]) expect(await ended(id)).toMatchObject({ state: 'accepted' })
    expect(await endpoint()).toMatchObject({ failuresInRow: 0, openUntil: null })
    expect(company.seen.length - before).toBe(9)
  })

  it('keeps an endpoint that never responds from delaying others', async () => {
    const dead = await someone(['never'])
    const other = await someone([{ status: 200 }])
    await Promise.all(Array.from({ length: 100 }, () => dead.send()))
    // Each of the hundred holds its slot until the ten-second timeout, so waiting behind them would take a minute.
    expect(await other.ended((await other.send()).id)).toMatchObject({ state: 'accepted' })
    expect(dead.company.seen.length).toBeLessThan(100)
  })
})
