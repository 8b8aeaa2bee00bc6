import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '@/db/client'
import { makeApp, makeCustomer, makeDevice, makeEnvironment } from '@/db/factories'
import { attemptsOfDelivery } from '@/db/queries/deliveries/delivery-detail'
import { findDeliveryRow } from '@/db/queries/deliveries/notifications'
import { findDevice } from '@/db/queries/devices/devices'
import { findEnvironmentSettings } from '@/db/queries/settings/environment-settings'
import { testDatabase } from '@/db/testing'
import { apnsReasons } from '@/lib/apns/explanations/reasons'
import type { FaultInput } from '@/lib/apns/simulator/faults/faults'
import { simulatedApns, topic } from '@/lib/apns/testing/simulated-apns'
import type { ApnsTransport } from '@/lib/apns/transport/transport'
import { liveMessage } from '@/lib/deliveries/testing/live-message'
import { until } from '@/lib/deliveries/testing/until'
import { acceptMessage } from '@/lib/notifications/accept-message'
import { withKey } from '@/lib/testing/contexts'
import { startWorker, type Worker } from './worker'

let database: Database
let world: Awaited<ReturnType<typeof simulatedApns>>
let transport: ApnsTransport
let worker: Worker
let current: string

beforeAll(async () => {
  database = await testDatabase()
  world = await simulatedApns({ errorBudget: 100_000, connectsPerMinuteMax: 10_000 })
  worker = await startWorker({
    database,
    // Retries left over from earlier tests would use up the faults of this one.
    connectApns: async (environmentId) =>
      environmentId === current ? { transport, origin: world.simulator.origins.sandbox } : { missing: 'no_simulator' },
  })
})
afterAll(async () => {
  await worker.stop()
  await world.close()
})

/** Short timeouts for faults without a response, where production timeouts would take minutes. */
const impatient = { requestTimeoutMs: 300, pingTimeoutMs: 200, queueTimeoutMs: 4_000, connectTimeoutMs: 2_000 }
const isSilent = ({ effect: { kind } }: FaultInput) => ['silence', 'black_hole', 'connect'].includes(kind)

/** Sends one message to one device while the faults are on. Returns its state after the first attempt. */
async function afterOneAttempt(...faults: FaultInput[]) {
  const { db } = database
  const app = await makeApp(db, { bundleId: topic })
  const environmentId = (await makeEnvironment(db, { appId: app.id })).id
  current = environmentId
  const customer = await makeCustomer(db, { environmentId })
  const registeredAt = new Date(Date.now() - 60_000)
  const device = await makeDevice(db, { environmentId, customerId: customer.id, registeredAt })
  await world.simulator.setFaults(faults)
  transport = world.transport(faults.some(isSilent) ? impatient : {})
  const secret = await withKey(db, { environmentId, kind: 'secret' })
  const { deliveries } = await acceptMessage(secret, liveMessage(customer.userId))
  const id = deliveries[0]?.id ?? ''
  const delivery = await until(
    () => findDeliveryRow(db, { environmentId, id }),
    (found) => found !== undefined && found.attemptCount > 0 && found.state !== 'sending',
  )
  const [attempt] = await attemptsOfDelivery(db, { environmentId, deliveryId: id })
  const found = await findDevice(db, { environmentId, deviceId: device.id })
  const environment = await findEnvironmentSettings(db, { environmentId })
  return {
    state: delivery?.state,
    reason: delivery?.reason,
    isUncertain: delivery?.isUncertain,
    outcome: attempt?.outcome,
    device: found?.device.status,
    blockedReason: environment?.blockedReason ?? null,
    requests: world.pushes.filter((push) => push.apnsId === id).length,
    processed: world.timesProcessed(id),
  }
}

type Expected = Partial<Awaited<ReturnType<typeof afterOneAttempt>>>

const failed: Expected = { state: 'failed', outcome: 'rejected', isUncertain: false, blockedReason: null, processed: 0 }
const later: Expected = { state: 'retrying', outcome: 'rejected', isUncertain: false, device: 'active', processed: 0 }
const devices: Record<string, string> = {
  BadDeviceToken: 'suspect',
  Unregistered: 'disabled',
  ExpiredToken: 'disabled',
}
/** The transport itself retries these once, on a new connection or with a new token. */
const asksAgain = ['Shutdown', 'IdleTimeout', 'UnrelatedKeyIdInToken']

describe('every APNs reason', () => {
  it.each(Object.entries(apnsReasons))('%s', async (reason, { status = 0, retry }) => {
    const answer = { kind: 'answer', status, reason, ...(status === 410 && { timestampOffsetMs: 0 }) } as const
    const requests = asksAgain.includes(reason) ? 2 : 1
    const expected =
      retry === 'no'
        ? { ...failed, device: devices[reason] ?? 'active' }
        : { ...later, blockedReason: retry === 'after_repair' ? reason : null }
    expect(await afterOneAttempt({ effect: answer })).toEqual({ ...expected, reason, requests })
  })
})

const accepted: Expected = {
  state: 'accepted',
  outcome: 'accepted',
  reason: null,
  device: 'active',
  requests: 1,
  processed: 1,
}
const unknown: Expected = {
  state: 'retrying',
  outcome: 'unknown',
  isUncertain: true,
  device: 'active',
  blockedReason: null,
}
const notSent: Expected = {
  state: 'retrying',
  outcome: 'not_sent',
  isUncertain: false,
  device: 'active',
  requests: 0,
  processed: 0,
}

/** Takes both servers out in turn, the sandbox second. Set for the sandbox alone, it takes the sandbox out first. */
const outage = { kind: 'rolling_outage', everyMs: 600_000 } as const

describe('every fault of the simulator', () => {
  it.each<[string, FaultInput['effect'], Expected, number?]>([
    ['a slow response', { kind: 'latency', ms: 60 }, accepted],
    ['a response whose end is late', { kind: 'latency', ms: 60, part: 'body' }, accepted],
    ['no response', { kind: 'silence' }, { ...unknown, reason: 'timeout', requests: 0 }],
    ['a lost response', { kind: 'silence', when: 'after' }, { ...unknown, reason: 'timeout', processed: 1 }],
    [
      'a connection that breaks before the request',
      { kind: 'reset_socket' },
      { ...unknown, reason: 'reset', processed: 0 },
    ],
    [
      'a connection that breaks after the request',
      { kind: 'reset_socket', when: 'after' },
      { ...unknown, reason: 'reset', processed: 1 },
    ],
    ['a cancelled stream', { kind: 'reset_stream', code: 8 }, { ...unknown, reason: 'reset', processed: 0 }],
    [
      'a stream that fails inside APNs after it was processed',
      { kind: 'reset_stream', code: 2, when: 'after' },
      { ...unknown, reason: 'reset', processed: 1 },
    ],
    ['a refused stream, once', { kind: 'reset_stream', code: 7 }, accepted, 1],
    [
      'streams that are refused every time',
      { kind: 'reset_stream', code: 7 },
      { ...notSent, reason: 'refused_stream' },
    ],
    ['a GOAWAY that includes the request', { kind: 'goaway', last: 'this' }, accepted, 1],
    ['a GOAWAY that excludes the request, once', { kind: 'goaway', last: 'none' }, accepted, 1],
    ['a GOAWAY with an error', { kind: 'goaway', last: 'this', code: 2 }, { ...unknown, reason: 'goaway' }],
    [
      'a GOAWAY from an overloaded server',
      { kind: 'goaway', last: 'this', code: 11 },
      { ...unknown, reason: 'goaway' },
    ],
    ['a GOAWAY before anything else, once', { kind: 'connect', how: 'goodbye' }, accepted, 1],
    ['a network failure', { kind: 'black_hole' }, { ...unknown, requests: 0 }],
    ['a refused connection', { kind: 'connect', how: 'refuse' }, { ...notSent, reason: 'connect_failed' }],
    ['a connection that is accepted late', { kind: 'connect', how: 'delay', ms: 300 }, accepted],
    ['a handshake that stalls', { kind: 'connect', how: 'stall' }, { ...notSent, reason: 'connect_failed' }],
    ['an expired certificate', { kind: 'connect', how: 'expired_certificate' }, { ...notSent, reason: 'tls_failed' }],
    ['a certificate for another host', { kind: 'connect', how: 'wrong_name' }, { ...notSent, reason: 'tls_failed' }],
    [
      'a web page instead of a response',
      { kind: 'answer', status: 502, body: 'html' },
      { ...later, reason: 'apns_502' },
    ],
    ['an error without a body', { kind: 'answer', status: 500, body: 'none' }, { ...later, reason: 'apns_500' }],
    [
      'half a response',
      { kind: 'answer', status: 503, reason: 'ServiceUnavailable', body: 'truncated' },
      { ...later, reason: 'apns_503' },
    ],
    [
      'a response of the wrong type',
      { kind: 'answer', status: 503, reason: 'ServiceUnavailable', body: 'text_type' },
      { ...later, reason: 'ServiceUnavailable' },
    ],
    [
      'an unknown reason',
      { kind: 'answer', status: 400, reason: 'BrandNew' },
      { ...failed, reason: 'BrandNew', device: 'active' },
    ],
    [
      'a 410 from before the device registered',
      { kind: 'answer', status: 410, reason: 'Unregistered', timestampOffsetMs: -86_400_000 },
      { ...failed, reason: 'Unregistered', device: 'active' },
    ],
    ['a response without its ID', { kind: 'apns_id', as: 'missing' }, accepted],
    ['a response with another push’s ID', { kind: 'apns_id', as: 'other' }, accepted],
    ['a response with its ID twice', { kind: 'apns_id', as: 'repeated' }, accepted],
    ['one stream at a time', { kind: 'streams', max: 1 }, accepted],
    ['a tiny window', { kind: 'window', bytes: 16 }, { state: 'accepted', processed: 1 }],
    [
      'a clock two hours ahead',
      { kind: 'clock', skewMs: 7_200_000 },
      { state: 'retrying', reason: 'ExpiredProviderToken', blockedReason: 'ExpiredProviderToken' },
    ],
    [
      'a clock two hours behind',
      { kind: 'clock', skewMs: -7_200_000 },
      { state: 'retrying', reason: 'InvalidProviderToken', blockedReason: 'InvalidProviderToken' },
    ],
    [
      'a device with a new token',
      { kind: 'rotated_token' },
      { ...failed, reason: 'Unregistered', device: 'disabled', requests: 1 },
    ],
    ['a server that is down', outage, { ...later, reason: 'Shutdown', requests: 2 }],
    ['pushes that overtake each other', { kind: 'reorder', ms: 1000 }, accepted],
    ['a revoked key', { kind: 'revoked_key' }, { state: 'retrying', reason: 'Forbidden', blockedReason: 'Forbidden' }],
  ])('%s', async (_, effect, expected, times) => {
    expect(await afterOneAttempt({ effect, times, environmentName: 'sandbox' })).toMatchObject(expected)
  })
})
