import { describe, expect, it } from 'vitest'
import type { Answer } from '@/db/queries/sending/attempts'
import { freshWorlds, manyPushes } from '@/lib/apns/testing/fresh-worlds'
import { push, topic } from '@/lib/apns/testing/simulated-apns'
import { createProviderTokens, memoryTokenStore, signProviderToken } from './provider-tokens'

const { world } = freshWorlds()
const accepted = (answers: Answer[]) => answers.filter(({ outcome }) => outcome === 'accepted').length
const report = () => world().simulator.observations.report()

describe('the transport', () => {
  it('sends the push as given, with all its headers', async () => {
    const request = push({ priority: 5, expiration: 1_900_000_000, collapseId: 'Grüße', pushType: 'alert' })
    expect(await world().transport().send(request)).toMatchObject({
      status: 200,
      response: { headers: { 'apns-id': request.id } },
      apnsUniqueId: expect.any(String),
    })
    expect(world().pushes[0]).toMatchObject({ token: request.deviceToken, topic, payload: { aps: { alert: 'hello' } } })
    const { headers } = world().pushes[0] ?? {}
    expect(headers).toMatchObject({ 'apns-priority': '5', 'apns-expiration': '1900000000', 'apns-push-type': 'alert' })
    expect(Buffer.from(headers?.['apns-collapse-id'] ?? '', 'latin1').toString()).toBe('Grüße')
  })

  it('opens one stream until APNs has seen a valid token, then as many as it allows', async () => {
    const outcomes = await Promise.all(sendAll(500))
    expect(accepted(outcomes)).toBe(500)
    expect(report()).toMatchObject({ streamsAboveLimit: 0, connects: 1, acceptedMoreThanOnce: [] })
    expect(report().streamsPeak).toBeGreaterThan(50)
  })

  it('respects a lower limit that APNs sets during the connection', async () => {
    const transport = world().transport()
    await transport.send(push())
    await world().simulator.setFaults([{ effect: { kind: 'streams', max: 3 } }])
    await expect.poll(() => transport.stats().streamsMax).toBe(3)
    expect(accepted(await Promise.all(manyPushes(100).map((one) => transport.send(one))))).toBe(100)
    expect(report().streamsPeak).toBe(3)
  })

  it('loses and repeats no push when the server sends GOAWAY midway', async () => {
    await world().simulator.setFaults([{ effect: { kind: 'goaway', last: 'this' }, after: 200, times: 1 }])
    expect(accepted(await Promise.all(sendAll(500)))).toBe(500)
    expect(report()).toMatchObject({ acceptedMoreThanOnce: [], accepted: 500, streamsAfterGoodbye: 0, connects: 2 })
  })

  it.each(['none', 'all'] as const)('loses no push when the GOAWAY covers %s of the open streams', async (last) => {
    await world().simulator.setFaults([{ effect: { kind: 'goaway', last, reason: 'Shutdown' }, after: 50, times: 1 }])
    expect(accepted(await Promise.all(sendAll(300)))).toBe(300)
    expect(report()).toMatchObject({ acceptedMoreThanOnce: [], accepted: 300 })
  })

  it('distinguishes pushes that may have been shown from unsent ones when the GOAWAY is an error', async () => {
    await world().simulator.setFaults([{ effect: { kind: 'goaway', last: 'this', code: 11 }, after: 200, times: 1 }])
    const outcomes = await Promise.all(sendAll(500))
    const lost = outcomes.filter(({ status }) => status === null)
    expect(lost.every(({ outcome, reason }) => outcome === 'unknown' && reason === 'goaway')).toBe(true)
    expect(accepted(outcomes) + lost.length).toBe(500)
    expect(report().acceptedMoreThanOnce).toEqual([])
  })

  it('retries pushes that the server refused to process', async () => {
    await world().simulator.setFaults([{ effect: { kind: 'reset_stream', code: 7 }, probability: 0.2 }])
    expect(accepted(await Promise.all(sendAll(300)))).toBe(300)
    expect(report()).toMatchObject({ acceptedMoreThanOnce: [], connects: 1 })
  })

  it('gives up on a server that always refuses, and reports that nothing was sent', async () => {
    await world().simulator.setFaults([{ effect: { kind: 'reset_stream', code: 7 } }])
    expect(await world().transport().send(push())).toEqual({
      outcome: 'not_sent',
      status: null,
      reason: 'refused_stream',
      detail: undefined,
    })
  })

  it('reports an unknown outcome when the connection breaks, and reconnects', async () => {
    const transport = world().transport()
    await transport.send(push())
    await world().simulator.setFaults([{ effect: { kind: 'reset_socket', when: 'after' }, times: 1 }])
    const first = push()
    expect(await transport.send(first)).toMatchObject({ outcome: 'unknown', status: null, reason: 'reset' })
    expect(world().timesProcessed(first.id)).toBe(1)
    expect(await transport.send(push())).toMatchObject({ status: 200 })
    expect(report()).toMatchObject({ processedWithoutAnswer: 1, connects: 2 })
  })

  it('times out a request without a response, and keeps a connection that is alive', async () => {
    const transport = world().transport({ requestTimeoutMs: 1_500 })
    await transport.send(push())
    await world().simulator.setFaults([{ effect: { kind: 'silence' }, times: 1 }])
    expect(await transport.send(push())).toMatchObject({ outcome: 'unknown', reason: 'timeout' })
    expect(await transport.send(push())).toMatchObject({ status: 200 })
    expect(report().connects).toBe(1)
  })

  it('detects a dead peer by an unanswered ping, and reconnects', async () => {
    const transport = world().transport({ requestTimeoutMs: 1_500, pingTimeoutMs: 1_000 })
    await transport.send(push())
    await world().simulator.setFaults([{ effect: { kind: 'black_hole' }, times: 1 }])
    const lost = await Promise.all(manyPushes(20).map((one) => transport.send(one)))
    expect(lost.every(({ outcome, status }) => outcome === 'unknown' && status === null)).toBe(true)
    expect(accepted(await Promise.all(manyPushes(20).map((one) => transport.send(one))))).toBe(20)
    expect(report().connects).toBe(2)
  })

  it('pings a connection that was idle for long before using it again', async () => {
    const transport = world().transport({ probeAfterIdleMs: 20, pingTimeoutMs: 1_000 })
    await transport.send(push())
    await world().simulator.setFaults([{ effect: { kind: 'black_hole' }, connection: 1 }])
    const sentAt = Date.now()
    await expect.poll(() => Date.now() - sentAt).toBeGreaterThan(200)
    const request = push()
    expect(await transport.send(request)).toMatchObject({ status: 200 })
    expect(transport.stats().connects).toBe(2)
    expect(world().timesProcessed(request.id)).toBe(1)
  })

  it('renews an expired token once for a hundred waiting pushes, on a new connection', async () => {
    const at = Date.now()
    let clock = at - 70 * 60_000
    const tokens = createProviderTokens({ key: world().key.signing, store: memoryTokenStore(), now: () => clock })
    await tokens.get()
    // The token is 70 minutes old, but the client's clock hasn't moved.
    const transport = world().transport({
      tokens: { ...tokens, current: () => (clock === at ? tokens.current() : held), renew },
    })
    const held = { jwt: signProviderToken(world().key.signing, clock), issuedAt: new Date(clock) }
    let renewals = 0
    async function renew() {
      renewals += 1
      clock = at
      return tokens.get()
    }
    expect(accepted(await Promise.all(manyPushes(100).map((one) => transport.send(one))))).toBe(100)
    expect(renewals).toBeGreaterThanOrEqual(1)
    expect(tokens.renewals).toBe(2)
    expect(report()).toMatchObject({ connects: 2, acceptedMoreThanOnce: [], answers: { 200: 100 } })
  })

  it('retries once, on a new connection, a push that a server rejects while shutting down', async () => {
    await world().simulator.setFaults([{ effect: { kind: 'answer', status: 503, reason: 'Shutdown' }, times: 1 }])
    expect(await world().transport().send(push())).toMatchObject({ status: 200 })
    expect(report()).toMatchObject({ connects: 2 })
  })

  it('returns every other response to the caller, after a single request', async () => {
    await world().simulator.setFaults([
      { effect: { kind: 'answer', status: 429, reason: 'TooManyRequests', retryAfterSeconds: 2 } },
    ])
    const outcomes = await Promise.all(sendAll(20))
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ status: 429, reason: 'TooManyRequests', retryAfterMs: 2000 })
    expect(world().pushes).toHaveLength(20)
  })

  it.each([
    ['html', 'apns_502'],
    ['none', 'apns_502'],
    ['truncated', 'apns_502'],
    ['text_type', 'BadGateway'],
  ] as const)('never loses the status, whatever the body is: %s', async (body, reason) => {
    await world().simulator.setFaults([{ effect: { kind: 'answer', status: 502, reason: 'BadGateway', body } }])
    expect(await world().transport().send(push())).toMatchObject({ status: 502, reason })
  })

  it('keeps the timestamp of a 410', async () => {
    await world().simulator.setFaults([
      { effect: { kind: 'answer', status: 410, reason: 'Unregistered', timestampOffsetMs: -5000 } },
    ])
    const outcome = await world().transport().send(push())
    expect(outcome).toMatchObject({ status: 410, reason: 'Unregistered', deadSince: expect.any(Date) })
  })
})

function sendAll(count: number) {
  const transport = world().transport()
  return manyPushes(count).map((one) => transport.send(one))
}
