import { createPublicKey, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { makeSigningKey } from '@/lib/apns/testing/simulated-apns'
import { createProviderTokens, memoryTokenStore, type ProviderTokenStore, signProviderToken } from './provider-tokens'

const minuteMs = 60_000
const { signing: key } = makeSigningKey()

function world(store: ProviderTokenStore = memoryTokenStore()) {
  const clock = { ms: Date.parse('2026-03-01T10:00:00Z') }
  const made = (more = {}) => createProviderTokens({ key, store, now: () => clock.ms, random: () => 0, ...more })
  return { clock, made, store }
}

describe('a provider token', () => {
  it('has what Apple requires and nothing else: ES256, kid, iss, iat in seconds, a raw signature', () => {
    const [header = '', claims = '', signature = ''] = signProviderToken(key, 1_790_000_000_999).split('.')
    const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())
    expect(read(header)).toEqual({ alg: 'ES256', kid: key.keyId })
    expect(read(claims)).toEqual({ iss: key.teamId, iat: 1_790_000_000 })
    const bytes = Buffer.from(signature, 'base64url')
    const publicKey = createPublicKey(key.privateKey)
    expect(bytes).toHaveLength(64)
    expect(
      verify('sha256', Buffer.from(`${header}.${claims}`), { key: publicKey, dsaEncoding: 'ieee-p1363' }, bytes),
    ).toBe(true)
  })

  it('is signed once for all concurrent callers', async () => {
    const tokens = world().made()
    const all = await Promise.all(Array.from({ length: 100 }, () => tokens.get()))
    expect(new Set(all.map(({ jwt }) => jwt)).size).toBe(1)
    expect(tokens.renewals).toBe(1)
  })

  it('is shared by all processes: the second uses the token that the first stored', async () => {
    const { made } = world()
    const [one, two] = [made(), made()]
    const both = await Promise.all([one.get(), two.get()])
    expect(both[0].jwt).toBe(both[1].jwt)
  })

  it('is renewed in the background after 45 minutes, while the old one stays in use', async () => {
    const { clock, made } = world()
    const tokens = made()
    const first = await tokens.get()
    clock.ms += 44 * minuteMs
    expect(tokens.current()).toBe(first)
    clock.ms += 2 * minuteMs
    expect(tokens.current()).toBe(first)
    await expect.poll(() => tokens.current()?.jwt).not.toBe(first.jwt)
    expect(tokens.renewals).toBe(2)
  })

  it('is no longer used after 55 minutes', async () => {
    const { clock, made } = world()
    const tokens = made()
    await tokens.get()
    clock.ms += 56 * minuteMs
    expect(tokens.current()).toBeUndefined()
  })

  it('is renewed once for a hundred concurrent rejections', async () => {
    const { clock, made } = world()
    const tokens = made()
    const refused = await tokens.get()
    clock.ms += 30 * minuteMs
    const fresh = await Promise.all(Array.from({ length: 100 }, () => tokens.renew(refused)))
    expect(new Set(fresh.map((token) => token?.jwt)).size).toBe(1)
    expect(fresh[0]?.jwt).not.toBe(refused.jwt)
    expect(tokens.renewals).toBe(2)
  })

  it('isn’t renewed within 20 minutes by any process', async () => {
    const { clock, made } = world()
    const [one, two] = [made(), made()]
    const refused = await one.get()
    await two.get()
    clock.ms += 19 * minuteMs
    expect(await one.renew(refused)).toBeUndefined()
    expect(await two.renew(refused)).toBeUndefined()
    clock.ms += 2 * minuteMs
    const fresh = await one.renew(refused)
    expect((await two.renew(refused))?.jwt).toBe(fresh?.jwt)
  })

  it('is discarded in every process if a clock that was ahead signed it, and is reported with the difference', async () => {
    const { clock, made } = world()
    const told: number[] = []
    const wrong = made()
    const other = made({ onFuture: (aheadMs: number) => told.push(aheadMs) })
    clock.ms += 300 * minuteMs
    const future = await wrong.get()
    clock.ms -= 300 * minuteMs
    expect(wrong.current()).toBeUndefined()
    const good = await other.get()
    expect(good.jwt).not.toBe(future.jwt)
    expect(good.issuedAt.getTime()).toBe(clock.ms)
    expect(told).toEqual([300 * minuteMs])
    expect((await wrong.get()).jwt).toBe(good.jwt)
    expect((await wrong.renew(future))?.jwt).toBe(good.jwt)
  })

  it('is shared between servers whose clocks differ by less than a minute', async () => {
    const { clock, made } = world()
    const [ahead, other] = [made(), made()]
    clock.ms += minuteMs / 2
    const first = await ahead.get()
    clock.ms -= minuteMs / 2
    expect((await other.get()).jwt).toBe(first.jwt)
  })

  it('is renewed at most three times in an hour of rejections', async () => {
    const { clock, made } = world()
    const tokens = made()
    let held = await tokens.get()
    const before = tokens.renewals
    for (let minute = 0; minute < 60; minute += 1) {
      clock.ms += minuteMs
      held = (await tokens.renew(held)) ?? held
    }
    expect(tokens.renewals - before).toBe(3)
  })

  it('is available again after an outage of the store', async () => {
    const kept = memoryTokenStore()
    let isAway = true
    const store: ProviderTokenStore = {
      find: () => (isAway ? Promise.reject(new Error('away')) : kept.find()),
      replace: kept.replace,
    }
    const tokens = world(store).made()
    await expect(tokens.get()).rejects.toThrow('away')
    isAway = false
    expect((await tokens.get()).jwt).toMatch(/^ey/)
  })
})
