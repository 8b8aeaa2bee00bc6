import { describe, expect, it } from 'vitest'
import { fetchesByRevision, fetchesBySdk, recentClients } from '@/db/queries/prompts/prompt-fetches'
import { compilePrompt } from '@/lib/prompts/evaluation/compile'
import { type RawContext, readContext } from '@/lib/prompts/evaluation/context'
import { evaluate } from '@/lib/prompts/evaluation/evaluate'
import { effectiveOf } from '@/lib/prompts/levels/effective'
import { type PromptSetting, promptSetting } from '@/lib/testing/prompt-setting'
import { on } from '@/lib/testing/prompt-workspace'
import { FetchLog } from './fetch-log'
import type { Current } from './store'

const now = Date.parse('2027-03-01T12:20:00Z')

describe('the fetch log', () => {
  it('adds up fetches of one revision, even when its prompt was rebuilt in between', async () => {
    const { log, hear, byRevision, bySdk } = await listening()
    // Every configuration change rebuilds all prompts. Their revisions stay the same.
    for (const current of [setTo(50_000), setTo(50_000)]) {
      hear(current, { targetingKey: 'a', sdkVersion: '3.4.0', appVersion: '5.1' })
      hear(current, { targetingKey: 'a', sdkVersion: '3.4.0', appVersion: '5.1' }, { at: now + 1_000 })
    }
    await log.stop()
    expect(await byRevision()).toMatchObject([{ revision: 'c:7', decidedBy: 'rollout', fetches: 4 }])
    expect(await bySdk()).toMatchObject([{ sdkVersion: '3.4.0', fetches: 4, lastAt: new Date(now + 1_000) }])
    expect(await byRevision(new Date('2027-03-01T13:00:00Z'))).toEqual([])
  })

  it('counts each value, version, and reason separately', async () => {
    const { log, hear, byRevision, bySdk } = await listening()
    const everyone = setTo(100_000)
    hear(everyone, { targetingKey: 'a', sdkVersion: '3.4.0' })
    hear(everyone, { targetingKey: 'a', sdkVersion: '3.4.1' })
    hear(everyone, { targetingKey: 'a', sdkVersion: '3.4.0', permission: 'denied' })
    await log.stop()
    const decided = (await byRevision()).map(({ value, decidedBy, fetches }) => `${value} ${decidedBy} ${fetches}`)
    expect(decided.toSorted()).toEqual(['off permission 1', 'on rollout 2'])
    const versions = (await bySdk()).map(({ sdkVersion, fetches }) => `${sdkVersion} ${fetches}`)
    expect(versions.toSorted()).toEqual(['3.4.0 2', '3.4.1 1'])
  })

  it('drops implausible versions, and limits how many it counts separately', async () => {
    const { log, hear, bySdk } = await listening()
    const everyone = setTo(100_000)
    hear(everyone, { targetingKey: 'a', sdkVersion: 'x'.repeat(40), appVersion: '\u0000' })
    hear(everyone, { targetingKey: 'a', sdkVersion: 'x'.repeat(60_000) })
    for (let patch = 0; patch < 3_000; patch += 1) hear(everyone, { targetingKey: 'a', sdkVersion: `3.4.${patch}` })
    await log.stop()
    const found = await bySdk()
    expect(found.length).toBeLessThanOrEqual(2_001)
    expect(found.reduce((sum, { fetches }) => sum + fetches, 0)).toBe(3_002)
    expect(Math.max(...found.map(({ sdkVersion }) => sdkVersion.length))).toBeLessThan(33)
  })

  it('records other fetches when an environment among them has been deleted', async () => {
    const { log, hear, byRevision, clients } = await listening()
    hear(setTo(100_000), { targetingKey: 'a' }, { of: crypto.randomUUID() })
    hear(setTo(100_000), { targetingKey: 'a' })
    hear(setTo(100_000), { targetingKey: 'b' }, { of: crypto.randomUUID() })
    await log.stop()
    expect(await byRevision()).toMatchObject([{ fetches: 1 }])
    expect(await clients()).toMatchObject([{ targetingKey: 'a' }])
  })

  it('rewrites a client when something about it changes, and not before', async () => {
    const { log, hear, clients } = await listening()
    const everyone = setTo(100_000)
    hear(everyone, { targetingKey: 'a', appVersion: '5.1' })
    await log.flush()
    hear(everyone, { targetingKey: 'a', appVersion: '5.1' }, { at: now + 60_000 })
    await log.flush()
    expect(await clients()).toMatchObject([{ targetingKey: 'a', lastAt: new Date(now), value: 'on' }])
    hear(everyone, { targetingKey: 'a', appVersion: '5.2' }, { at: now + 61_000 })
    await log.stop()
    expect(await clients()).toMatchObject([{ lastAt: new Date(now + 61_000), context: { appVersion: '5.2' } }])
  })

  it('records every client that fetches because of a change, however many fetch at once', async () => {
    const { log, hear, clients } = await listening()
    const [before, after] = [setTo(50_000, 7), setTo(100_000, 8)]
    const keys = Array.from({ length: 2_600 }, (_, index) => `phone ${index}`)
    for (const targetingKey of keys.slice(0, 200)) hear(before, { targetingKey })
    await log.flush()
    for (const targetingKey of keys.slice(200)) hear(after, { targetingKey }, { isStreaming: true })
    for (const targetingKey of keys.slice(0, 200)) hear(after, { targetingKey })
    await log.stop()
    const found = await clients()
    expect(found).toHaveLength(keys.length)
    expect(found.filter(({ revision }) => revision !== 'c:8')).toEqual([])
  })

  it('marks a client as not streaming until it fetches for a stream event again', async () => {
    const { log, hear, leave, clients } = await listening()
    const current = setTo(100_000)
    const listens = async () => {
      await log.flush()
      return (await clients()).map(({ isStreaming }) => isStreaming)
    }
    hear(current, { targetingKey: 'a' }, { isStreaming: true })
    expect(await listens()).toEqual([true])
    leave('a', now + 1_000)
    expect(await listens()).toEqual([false])
    hear(current, { targetingKey: 'a' }, { isStreaming: true, at: now + 2_000 })
    expect(await listens()).toEqual([true])
    // Both arrive before anything is written, in either order.
    hear(current, { targetingKey: 'a', appVersion: '5.2' }, { isStreaming: true, at: now + 3_000 })
    leave('a', now + 3_000)
    expect(await listens()).toEqual([false])
    leave('a', now + 4_000)
    hear(current, { targetingKey: 'a' }, { isStreaming: true, at: now + 4_000 })
    expect(await listens()).toEqual([true])
    leave('unknown', now)
    await log.stop()
  })
})

function setTo(share: number, revision = 7): Current {
  const content = on({ rollout: { share, salt: '' } })
  const identity = { configurationId: 'c', scopeKind: 'app', revision } as const
  const level = { ...identity, content, isReadable: true, updatedAt: new Date(now) }
  const effective = effectiveOf({ app: level })
  return { effective, compiled: compilePrompt(content, effective.revision), fingerprint: effective.revision }
}

async function listening() {
  const setting: PromptSetting = await promptSetting()
  const { db } = setting.database
  const environmentId = setting.environment.id
  const log = new FetchLog(setting.database)
  return {
    log,
    hear(current: Current, raw: RawContext, { at = now, of = environmentId, isStreaming = false } = {}) {
      const context = readContext(raw)
      const decision = evaluate(current.compiled, { context, now: at })
      if ('value' in decision) log.add({ environmentId: of, current, context, decision, isStreaming, now: at })
    },
    leave: (targetingKey: string, at: number) => log.leave({ environmentId, targetingKey, at: new Date(at) }),
    byRevision: (since = new Date('2027-03-01T12:00:00Z')) => fetchesByRevision(db, { environmentId, since }),
    bySdk: () => fetchesBySdk(db, { environmentIds: [environmentId], since: new Date(0) }),
    clients: () => recentClients(db, { environmentId, since: new Date(0), limit: 5_000 }),
  }
}
