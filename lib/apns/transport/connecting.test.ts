import { createServer, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { Answer } from '@/db/queries/sending/attempts'
import { freshWorlds, manyPushes } from '@/lib/apns/testing/fresh-worlds'
import { push } from '@/lib/apns/testing/simulated-apns'
import { createProviderTokens, memoryTokenStore } from './provider-tokens'
import { ApnsTransport } from './transport'

const { another, world } = freshWorlds()
const accepted = (answers: Answer[]) => answers.filter(({ outcome }) => outcome === 'accepted').length

describe('the transport, while it connects and waits', () => {
  it('reports that nothing was sent if no one listens', async () => {
    const transport = new ApnsTransport({
      origin: 'https://127.0.0.1:9',
      tokens: createProviderTokens({ key: world().key.signing, store: memoryTokenStore() }),
      queueTimeoutMs: 50,
    })
    expect(await transport.send(push())).toEqual({
      outcome: 'not_sent',
      status: null,
      reason: 'connect_failed',
      detail: 'ECONNREFUSED',
    })
    await transport.close()
  })

  // Fails within the 15 s that a request may wait, so because of the handshake and not a timeout.
  it.each([
    ['expired_certificate', 'CERT_HAS_EXPIRED'],
    ['wrong_name', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ] as const)('sends nothing to a server with a bad certificate: %s', async (how, detail) => {
    await world().simulator.setFaults([{ effect: { kind: 'connect', how } }])
    const outcome = await world().transport().send(push())
    expect(outcome).toEqual({ outcome: 'not_sent', status: null, reason: 'tls_failed', detail })
    expect(world().pushes).toEqual([])
  })

  it('gives up on a stalled handshake', async () => {
    await world().simulator.setFaults([{ effect: { kind: 'connect', how: 'stall' } }])
    const transport = world().transport({ connectTimeoutMs: 50, queueTimeoutMs: 150 })
    expect(await transport.send(push())).toMatchObject({ outcome: 'not_sent', reason: 'connect_failed' })
  })

  it('backs off from a server that hangs up', async () => {
    let connects = 0
    const sockets: Socket[] = []
    const server = createServer((socket) => {
      connects += 1
      sockets.push(socket)
      socket.destroy()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    const tokens = createProviderTokens({ key: world().key.signing, store: memoryTokenStore() })
    const transport = new ApnsTransport({ origin: `https://127.0.0.1:${port}`, tokens, queueTimeoutMs: 400 })
    await Promise.all(manyPushes(50).map((one) => transport.send(one)))
    expect(connects).toBeLessThanOrEqual(3)
    await transport.close()
    server.close()
  })

  it('rejects requests while its queue is full', async () => {
    const transport = world().transport({ queueMax: 10 })
    const outcomes = await Promise.all(manyPushes(30).map((one) => transport.send(one)))
    expect(outcomes.filter(({ reason }) => reason === 'queue_full')).toHaveLength(20)
  })

  it('times out requests that wait too long for a stream', async () => {
    const narrow = await another({ streams: 1 })
    const transport = narrow.transport({ queueTimeoutMs: 1_500, requestTimeoutMs: 3_000 })
    await transport.send(push())
    await narrow.simulator.setFaults([{ effect: { kind: 'silence' } }])
    const outcomes = await Promise.all(manyPushes(3).map((one) => transport.send(one)))
    expect(outcomes.map(({ reason }) => reason)).toEqual(['timeout', 'queue_timeout', 'queue_timeout'])
  })

  it('finishes requests in flight when it is closed, and reports the rest as not sent', async () => {
    const transport = world().transport()
    await transport.send(push())
    await world().simulator.setFaults([
      { effect: { kind: 'latency', ms: 50 } },
      { effect: { kind: 'streams', max: 5 } },
    ])
    await expect.poll(() => transport.stats().streamsMax).toBe(5)
    const sending = manyPushes(20).map((one) => transport.send(one))
    await transport.close()
    const outcomes = await Promise.all(sending)
    expect(accepted(outcomes)).toBe(5)
    const unsent = outcomes.filter(({ outcome, reason }) => outcome === 'not_sent' && reason === 'closed')
    expect(unsent).toHaveLength(15)
    expect(await transport.send(push())).toMatchObject({ reason: 'closed' })
  })

  it('opens more connections, up to the maximum, when the first is full', async () => {
    const wide = await another({ streams: 10 })
    const transport = wide.transport({ sessionsMax: 3 })
    expect(accepted(await Promise.all(manyPushes(300).map((one) => transport.send(one))))).toBe(300)
    expect(transport.stats().connects).toBe(3)
    expect(wide.simulator.observations.report()).toMatchObject({ streamsAboveLimit: 0, acceptedMoreThanOnce: [] })
  })
})
