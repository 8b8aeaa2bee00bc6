import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '@/db/client'
import { makeDevice, makeEnvironment } from '@/db/factories'
import { attemptsOfDelivery } from '@/db/queries/deliveries/delivery-detail'
import { findDeliveryRow } from '@/db/queries/deliveries/notifications'
import { testDatabase } from '@/db/testing'
import { allowCompanyApiHost } from '@/lib/company-api/allowed-hosts'
import { makeEndpoint } from '@/lib/company-api/testing/endpoint'
import { scriptedCompany } from '@/lib/company-api/testing/scripted-company'
import { scriptedApns } from '@/lib/deliveries/testing/scripted-apns'
import { until } from '@/lib/deliveries/testing/until'
import { acceptPush } from '@/lib/notifications/accept-push'
import { withKey } from '@/lib/testing/contexts'
import { startWorker, type Worker } from './worker'

let database: Database
let apns: Awaited<ReturnType<typeof scriptedApns>>
let company: Awaited<ReturnType<typeof scriptedCompany>>
let worker: Worker
let environmentId: string

beforeAll(async () => {
  database = await testDatabase()
  apns = await scriptedApns()
  company = await scriptedCompany({ status: 200 })
  allowCompanyApiHost(company.host)
  environmentId = (await makeEnvironment(database.db)).id
  // A template can also contain text that the database can't store, and the log shows the request.
  const bodyTemplate = '{"to":"{{uuid}}","half \\ud83d":"\\u0000 {{body}}"}'
  await makeEndpoint(database.db, { environmentId, url: company.url, bodyTemplate })
  worker = await startWorker({ database, connectApns: apns.connect })
})
afterAll(async () => {
  await worker.stop()
  await apns.close()
  await company.close()
})

/** Makes a device. `push` sends it a push and returns the ended delivery and its attempts. */
async function outcomeOf(kind: 'device_token' | 'uuid') {
  const { db } = database
  const device = await makeDevice(db, { environmentId, kind })
  return {
    address: device.address,
    async push() {
      const secret = await withKey(db, { environmentId, kind: 'secret' })
      const { deliveries } = await acceptPush(secret, { to: { deviceId: device.id }, payload: { aps: { alert: 'a' } } })
      const id = deliveries[0]?.id ?? ''
      const delivery = await until(
        () => findDeliveryRow(db, { environmentId, id }),
        (found) => found?.endedAt != null,
      )
      return { delivery, attempts: await attemptsOfDelivery(db, { environmentId, deliveryId: id }) }
    },
  }
}

const half = '\ufffd'
const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`
const bodies: [string, string | Buffer, unknown][] = [
  ['an emoji at the log’s cut', `${'x'.repeat(3_999)}😀${'y'.repeat(200)}`, 'x'.repeat(3_999)],
  ['an emoji just before the cut', `${'x'.repeat(3_998)}😀${'y'.repeat(200)}`, `${'x'.repeat(3_998)}😀`],
  ['truncated JSON', `{"a":"${'😀'.repeat(3_000)}"}`, `{"a":"${'😀'.repeat(1_997)}`],
  ['NUL', 'a\u0000b', `a${half}b`],
  ['NUL in JSON', '{"a\\u0000":"\\u0000"}', { [`a${half}`]: half }],
  ['half a surrogate pair in JSON', '{"\\ud83d":["\\ude00"]}', { [half]: [half] }],
  ['bytes that aren’t text', Buffer.from([0x61, 0xff, 0xed, 0xa0, 0xbd, 0x62]), expect.stringMatching(/^a\ufffd+b$/)],
  ['JSON nested 32 levels deep', deep(32), JSON.parse(deep(32))],
  ['JSON nested 1,900 levels deep', deep(1_900), deep(1_900)],
  ['JSON nested 8,000 levels deep', deep(8_000), '['.repeat(4_000)],
  ['a number too large for JavaScript', '{"a":1e400}', '{"a":1e400}'],
  ['a number too long for JavaScript', '{"a":2868860079149422351}', '{"a":2868860079149422351}'],
  ['the same digits in a string', '{"a":"2868860079149422351 1e400"}', { a: '2868860079149422351 1e400' }],
  ['a key with a meaning in JavaScript', '{"__proto__":{"a":1},"constructor":2}', expect.anything()],
  ['an escape sequence typed as text', '{"a":"\\\\u0000"}', { a: '\\u0000' }],
]

describe('the outcome is recorded, whatever the response contains', () => {
  it.each(bodies)('%s, from a company API', async (_, body, kept) => {
    company.answer({ status: 400, headers: { 'x-request-id': 'é'.repeat(600), 'content-type': 'text/plain' }, body })
    const { delivery, attempts } = await (await outcomeOf('uuid')).push()
    expect(delivery).toMatchObject({ state: 'failed', reason: 'http_400', attemptCount: 1 })
    expect(attempts).toMatchObject([{ outcome: 'rejected', status: 400, response: { body: kept } }])
    expect(attempts[0]?.response?.headers['x-request-id']).toHaveLength(500)
    expect(attempts[0]?.request?.body).toMatchObject({ [`half ${half}`]: expect.stringContaining(half) })
  })

  it.each(bodies)('%s, from APNs', async (_, body, kept) => {
    const { address, push } = await outcomeOf('device_token')
    apns.script(address, { status: 400, body })
    const { delivery, attempts } = await push()
    expect(delivery).toMatchObject({ state: 'failed', reason: 'apns_400', attemptCount: 1 })
    expect(attempts).toMatchObject([{ outcome: 'rejected', status: 400, response: { body: kept } }])
  })

  it.each([
    ['with NUL', 'a\u0000b', `a${half}b`],
    ['with half a surrogate pair', 'a\ud83d', `a${half}`],
    ['too long for an index', '漢'.repeat(20_000), '漢'.repeat(100)],
    ['truncated at an emoji', `${'x'.repeat(99)}😀`, 'x'.repeat(99)],
  ])('a reason %s, from APNs', async (_, reason, kept) => {
    const { address, push } = await outcomeOf('device_token')
    apns.script(address, { status: 400, reason })
    const { delivery, attempts } = await push()
    expect(delivery).toMatchObject({ state: 'failed', reason: kept })
    expect(attempts).toMatchObject([{ reason: kept }])
  })

  it.each([Number.MAX_SAFE_INTEGER, 8.64e15, 253_402_300_800_000, -1, 0.5])(
    'a token dead since %d, from APNs',
    async (timestamp) => {
      const { address, push } = await outcomeOf('device_token')
      apns.script(address, { status: 410, reason: 'Unregistered', timestamp })
      expect((await push()).delivery).toMatchObject({ state: 'failed', reason: 'Unregistered', attemptCount: 1 })
    },
  )
})
