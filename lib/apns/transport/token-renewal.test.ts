import { afterEach, describe, expect, it } from 'vitest'
import { push, simulatedApns } from '@/lib/apns/testing/simulated-apns'
import { createProviderTokens, memoryTokenStore } from './provider-tokens'

const minuteMs = 60_000
const worlds: Awaited<ReturnType<typeof simulatedApns>>[] = []
afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.close()))
})

/** A simulator and provider tokens that share a clock, except that the simulator's is `aheadMs` ahead. */
async function clocked({ aheadMs = 0, random = Math.random } = {}) {
  const startMs = Date.parse('2026-03-01T10:00:00Z')
  const clock = { ms: startMs }
  const world = await simulatedApns({ now: () => clock.ms + aheadMs, idleMs: 3_600_000 })
  worlds.push(world)
  const store = memoryTokenStore()
  const made = () => createProviderTokens({ key: world.key.signing, store, now: () => clock.ms, random })
  return { world, clock, made, report: () => world.simulator.observations.report() }
}

describe('provider tokens over a day', () => {
  it('are renewed every 45 to 50 minutes, on one connection and without a rejected push', async () => {
    const { world, clock, made, report } = await clocked()
    const tokens = made()
    const transport = world.transport({ tokens })
    for (let minute = 0; minute < 8 * 60; minute += 1) {
      expect(await transport.send(push())).toMatchObject({ status: 200 })
      clock.ms += minuteMs
    }
    const { providerTokenIntervalsMs, answers, connects } = report()
    expect(answers).toEqual({ 200: 480 })
    expect(connects).toBe(1)
    expect(providerTokenIntervalsMs.length).toBeGreaterThanOrEqual(8)
    for (const interval of providerTokenIntervalsMs) {
      expect(interval).toBeGreaterThanOrEqual(45 * minuteMs)
      expect(interval).toBeLessThanOrEqual(52 * minuteMs)
    }
  })

  it('are shared by two processes, which sign as often as one would', async () => {
    const { world, clock, made, report } = await clocked()
    const transports = [world.transport({ tokens: made() }), world.transport({ tokens: made() })]
    for (let minute = 0; minute < 3 * 60; minute += 1) {
      for (const transport of transports) expect(await transport.send(push())).toMatchObject({ status: 200 })
      clock.ms += minuteMs
    }
    const { providerTokens: count, providerTokenIntervalsMs } = report()
    expect(count).toBeLessThanOrEqual(4)
    for (const interval of providerTokenIntervalsMs) expect(interval).toBeGreaterThanOrEqual(20 * minuteMs)
  })

  it('are renewed once if Apple’s clock finds them expired for a hundred pushes, and all are accepted', async () => {
    // Just before the 50th minute here, the token is over an hour old there.
    const { world, clock, made, report } = await clocked({ aheadMs: 12 * minuteMs, random: () => 0.999 })
    const tokens = made()
    const transport = world.transport({ tokens })
    expect(await transport.send(push())).toMatchObject({ status: 200 })
    clock.ms += 49.5 * minuteMs
    const outcomes = await Promise.all(Array.from({ length: 100 }, () => transport.send(push())))
    expect(outcomes.filter(({ status }) => status === 200)).toHaveLength(100)
    expect(tokens.renewals).toBe(2)
    expect(report()).toMatchObject({ providerTokens: 2, connects: 2, acceptedMoreThanOnce: [] })
    expect(report().answers['403 ExpiredProviderToken']).toBeGreaterThanOrEqual(1)
  })

  it('aren’t renewed if a newer one wouldn’t help, which the pushes report', async () => {
    const { world, made, report } = await clocked({ aheadMs: 120 * minuteMs })
    const tokens = made()
    const transport = world.transport({ tokens })
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => transport.send(push())))
    for (const outcome of outcomes) expect(outcome).toMatchObject({ status: 403, reason: 'ExpiredProviderToken' })
    expect(tokens.renewals).toBe(1)
    expect(report().providerTokens).toBe(1)
  })
})
