import { afterEach, describe, expect, it } from 'vitest'
import { simulatedDevice } from '@/lib/apns/testing/simulated-device'
import { simulatorOnDatabase } from '@/lib/apns/testing/simulator-on-database'
import { refuseRows } from '@/lib/testing/refuse-rows'

const running = simulatorOnDatabase()
afterEach(() => running.simulator.simulator.reset())

async function control(method: string, path: string, body?: unknown) {
  const response = await running.control(method, path, body)
  expect(response.status).toBeLessThan(300)
  return response.status === 204 ? undefined : response.json()
}

const silent = { pushType: 'background', priority: 5, payload: Buffer.from('{"aps":{"content-available":1}}') }

describe('a batch of pushes', () => {
  it('fails only for the push that the database rejects', async () => {
    const refusing = await refuseRows(running.database, {
      table: 'simulated_pushes',
      when: `new.headers->>'apns-collapse-id' = 'poison'`,
      code: '22P05',
    })
    const { send, fates } = await simulatedDevice(running)
    const sent = await Promise.allSettled(
      Array.from({ length: 15 }, (_, index) => send({ collapseId: index === 9 ? 'poison' : `${index}` })),
    )
    await refusing.mend()
    expect(sent.map(({ status }) => status)).toEqual(sent.map((_, index) => (index === 9 ? 'rejected' : 'fulfilled')))
    const ids = sent.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    for (const [fate] of await fates(ids)) expect(fate).toBe('delivered')
  })
})

describe('a device in low-power mode', () => {
  it('receives a push of priority 5 when its window opens', async () => {
    const { send, fates } = await simulatedDevice(running, 'low_power')
    const id = await send({ priority: 5 })
    expect(await fates([id])).toEqual([['stored', 'power']])
    await control('PUT', '/clock', { offsetMs: 60_000 })
    expect(await fates([id])).toEqual([['delivered', 'stored before']])
  })

  it('isn’t woken by priority 1, however long that takes', async () => {
    const { send, fates, become } = await simulatedDevice(running, 'low_power')
    const id = await send({ priority: 1 })
    await control('PUT', '/clock', { offsetMs: 600_000 })
    expect(await fates([id])).toEqual([['stored', 'power']])
    await become('active')
    expect(await fates([id])).toEqual([['delivered', 'stored before']])
  })

  it('is woken by priority 10, and then receives the waiting pushes too', async () => {
    const { send, fates } = await simulatedDevice(running, 'low_power')
    const ids = [await send({ priority: 1 }), await send({ priority: 10 })]
    expect(await fates(ids)).toEqual([
      ['delivered', 'stored before'],
      ['delivered', 'woke the device'],
    ])
  })

  it('never receives a push that has expired when its window opens', async () => {
    const { send, fates } = await simulatedDevice(running, 'low_power')
    const id = await send({ priority: 5, expiration: Math.floor(Date.now() / 1000) + 5 })
    await control('PUT', '/clock', { offsetMs: 60_000 })
    expect(await fates([id])).toEqual([['discarded', 'expired']])
  })
})

describe('a device', () => {
  it('shows only the newest push for each collapse ID', async () => {
    const { send, fates } = await simulatedDevice(running)
    const ids = [await send({ collapseId: 'a' }), await send({ collapseId: 'b' }), await send({ collapseId: 'a' })]
    expect(await fates(ids)).toEqual([
      ['delivered', 'replaced'],
      ['delivered', null],
      ['delivered', null],
    ])
  })

  it('is woken by at most three silent pushes an hour, and again in the next hour', async () => {
    const { send, fates } = await simulatedDevice(running)
    // The full range in which one provider token is valid: a minute before its issue to an hour after.
    await control('PUT', '/clock', { offsetMs: -50_000 })
    const ids = [await send(silent), await send(silent), await send(silent), await send(silent)]
    await control('PUT', '/clock', { offsetMs: 3_560_000 })
    ids.push(await send(silent))
    expect(await fates(ids)).toEqual([
      ['delivered', null],
      ['delivered', null],
      ['delivered', null],
      ['discarded', 'background budget'],
      ['delivered', null],
    ])
  })

  it('can receive pushes out of order, but each only once', async () => {
    const { send, rows } = await simulatedDevice(running)
    await control('PUT', '/seed', { seed: 7 })
    await control('PUT', '/faults', { faults: [{ effect: { kind: 'reorder', ms: 600_000 } }] })
    const sent = []
    for (let count = 0; count < 6; count++) sent.push(await send())
    expect([...(await rows()).values()].map(({ fate, deviceOutcomeReason }) => [fate, deviceOutcomeReason])).toEqual(
      sent.map(() => ['stored', 'on its way']),
    )
    for (const offsetMs of [100_000, 200_000, 300_000, 400_000, 500_000, 601_000])
      await control('PUT', '/clock', { offsetMs })
    const arrived = [...(await rows()).values()].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
    expect(new Set(arrived.map(({ deviceOutcomeReason }) => deviceOutcomeReason))).toEqual(
      new Set(['held up on its way']),
    )
    expect(arrived.map(({ apnsId }) => apnsId).sort()).toEqual([...sent].sort())
    expect(arrived.map(({ apnsId }) => apnsId)).not.toEqual(sent)
  })

  it('has log entries with what Apple’s console shows, and with each push’s key and stream', async () => {
    const { send, rows } = await simulatedDevice(running)
    const id = await send()
    expect((await rows()).get(id)).toMatchObject({
      payloadHash: expect.stringMatching(/^[\w-]{43}$/),
      keyId: expect.stringMatching(/^[A-Z2-9]{10}$/),
      connectionId: expect.any(Number),
      streamId: expect.any(Number),
      uniqueId: null,
    })
  })
})
