import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startGateway } from '@/gateway/listener'
import { listKeys } from '@/lib/keys/list-keys'
import { revokeKey } from '@/lib/keys/revoke-key'
import { offContent } from '@/lib/prompts/content/content'
import { turnOffPrompt } from '@/lib/prompts/publishing/turn-off-prompt'
import { undoPrompt } from '@/lib/prompts/publishing/undo-prompt'
import { promptRuntime } from '@/lib/prompts/serving/runtime'
import { placeOfToken, streamToken } from '@/lib/prompts/serving/stream-token'
import { PromptStreams } from '@/lib/prompts/serving/streams'
import { signedIn } from '@/lib/testing/contexts'
import { followStream } from '@/lib/testing/follow-stream'
import { promptSetting } from '@/lib/testing/prompt-setting'
import { on } from '@/lib/testing/prompt-workspace'
import { withinSeconds } from '@/lib/testing/within-seconds'

const owner = { keyId: 'key', isPublic: true, address: undefined }

type Setting = Awaited<ReturnType<typeof promptSetting>>
type Stream = Awaited<ReturnType<typeof followStream>>

let server: Server
let stop: () => Promise<void>
let url: string
const opened: Stream[] = []

beforeAll(async () => {
  const { database } = await promptSetting()
  const gateway = await startGateway({ database })
  stop = gateway.stop
  server = createServer(gateway.listener).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(async () => {
  await Promise.all(opened.splice(0).map((stream) => stream.leave()))
})

afterAll(async () => {
  await stop()
  server.closeAllConnections()
  server.close()
})

async function follow(given: Omit<Parameters<typeof followStream>[0], 'url'>) {
  const stream = await followStream({ url, ...given })
  opened.push(stream)
  await expect.poll(() => stream.events.length, { interval: 5 }).toBe(1)
  return stream
}

const asAdmin = ({ database }: Setting) => signedIn(database.db, { role: 'admin' })

describe('GET /api/v1/prompt/stream', () => {
  it('sends each environment only its own changes', async () => {
    const [mine, others] = [await promptSetting(), await promptSetting()]
    const [here, there] = [await follow({ key: mine.publishableKey }), await follow({ key: others.publishableKey })]
    await mine.set(on())
    await mine.set(offContent)
    await expect.poll(() => here.events.length).toBe(3)
    await others.set(on())
    await expect.poll(() => there.events.length).toBe(2)
    const ofMine = new Set(here.events.map(({ revision }) => revision))
    expect(there.events.filter(({ revision }) => revision !== 'none:0' && ofMine.has(revision))).toEqual([])
  })

  it('sends a force off at a higher level, and its end, within a second, even if the app’s prompt didn’t change', async () => {
    const setting = await promptSetting()
    await setting.set(on())
    const { events } = await follow({ key: setting.publishableKey })
    const own = events[0]?.revision
    const at = { companyId: setting.company.id, environmentName: 'sandbox' } as const
    const admin = await asAdmin(setting)
    const { revision } = await turnOffPrompt(admin, at)
    expect(await withinSeconds(1, () => events.length, 2)).toBe(2)
    expect(events[1]?.revision).toMatch(new RegExp(`:${revision}$`))
    expect(events[1]?.etag).toBe(`${events[1]?.revision}:stopped`)
    await undoPrompt(admin, { ...at, revision })
    expect(await withinSeconds(1, () => events.length, 3)).toBe(3)
    expect(events[2]?.revision).toBe(own)
  })

  it('sends the current state on every reconnect, whatever the client had', async () => {
    const setting = await promptSetting()
    await setting.set(on())
    const first = await follow({ key: setting.publishableKey })
    await first.leave()
    await setting.set(offContent)
    const again = await follow({ key: setting.publishableKey, lastEventId: first.events[0]?.etag })
    expect(again.events[0]?.revision).not.toBe(first.events[0]?.revision)
  })

  it('can be read by a page of any origin, and isn’t cached', async () => {
    const setting = await promptSetting()
    const { headers } = await follow({ key: setting.publishableKey })
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('cache-control')).toBe('no-store, no-transform')
    expect(headers.get('x-accel-buffering')).toBe('no')
  })

  it('ends when a key of the environment is revoked, and doesn’t reopen with that key', async () => {
    const setting = await promptSetting()
    const { environment, publishableKey } = setting
    const admin = await asAdmin(setting)
    const [key] = await listKeys(admin, { environmentId: environment.id })
    if (!key) throw new Error('the environment has no key')
    const token = streamToken({ environmentId: environment.id, keyId: key.id, now: Date.now() })
    const streams = [await follow({ key: publishableKey }), await follow({ token })]
    const other = await promptSetting()
    const untouched = await follow({ key: other.publishableKey })
    await revokeKey(admin, { environmentId: environment.id, keyId: key.id, confirmation: key.lastFour })
    await Promise.all(streams.map(({ ended }) => ended))
    expect((await fetch(`${url}/api/v1/prompt/stream?token=${token}`)).status).toBe(401)
    const bearer = { headers: { authorization: `Bearer ${publishableKey}` } }
    await expect.poll(async () => (await fetch(`${url}/api/v1/prompt/stream`, bearer)).status).toBe(401)
    await other.set(on())
    await expect.poll(() => untouched.events.length).toBe(2)
  })

  it('forgets clients that disconnect', async () => {
    const setting = await promptSetting()
    const { streams } = await promptRuntime(setting.database)
    await expect.poll(() => streams.size).toBe(0)
    const stream = await follow({ key: setting.publishableKey })
    expect(streams.size).toBe(1)
    await stream.leave()
    await expect.poll(() => streams.size).toBe(0)
  })
})

describe('a stream’s token', () => {
  it('stays the same for a quarter of an hour, and is invalid after two', async () => {
    const { database, environment, publishableKey } = await promptSetting()
    const admin = await signedIn(database.db, { role: 'admin' })
    const [key] = await listKeys(admin, { environmentId: environment.id })
    expect(publishableKey.endsWith(key?.lastFour ?? 'unknown')).toBe(true)
    const quarter = 15 * 60_000
    const start = Math.floor(Date.now() / quarter) * quarter
    const of = { environmentId: environment.id, keyId: key?.id ?? '' }
    const token = streamToken({ ...of, now: start })
    expect(streamToken({ ...of, now: start + quarter - 1 })).toBe(token)
    expect(streamToken({ ...of, now: start + quarter })).not.toBe(token)
    const opens = (now: number) => placeOfToken(database.db, { token, address: undefined, now })
    expect(await opens(start + 2 * quarter - 1)).toMatchObject({
      place: { id: environment.id },
      endsAt: key?.expiresAt,
    })
    await expect(opens(start + 2 * quarter)).rejects.toMatchObject({ code: 'stream_token_invalid' })
  })
})

/** The server's end of a stream to a phone that reads this many chunks and no more. */
function phone({ takes }: { takes: number }) {
  const end: { taken: number; closedAt: number | undefined } = { taken: 0, closedAt: undefined }
  return Object.assign(end, {
    send() {
      if (end.taken === takes) return false
      end.taken += 1
      return true
    },
    close() {
      end.closedAt = Date.now()
    },
  })
}

describe('a process’s streams', () => {
  it('end when their key expires, and not before', async () => {
    const setting = await promptSetting()
    const { store } = await promptRuntime(setting.database)
    const streams = new PromptStreams(store)
    const { id, name } = setting.environment
    const place = { id, name, appId: setting.app.id, companyId: setting.company.id }
    const [lasting, ending] = [phone({ takes: 10 }), phone({ takes: 10 })]
    const endsAt = new Date(Date.now() + 200)
    streams.add({ place, endsAt: null, ...owner }, lasting)
    streams.add({ place, endsAt, ...owner }, ending)
    await expect.poll(() => ending.closedAt, { interval: 5 }).toBeGreaterThanOrEqual(endsAt.getTime())
    expect([streams.size, lasting.closedAt]).toEqual([1, undefined])
    await setting.set(on())
    await expect.poll(() => lasting.taken).toBe(2)
    expect(ending.taken).toBe(1)
    streams.stop()
  })

  it('drop a phone that doesn’t read, and keep sending to the others', async () => {
    const setting = await promptSetting()
    const { store } = await promptRuntime(setting.database)
    const streams = new PromptStreams(store)
    const { id, name } = setting.environment
    const place = { id, name, appId: setting.app.id, companyId: setting.company.id }
    const [reading, full] = [phone({ takes: 10 }), phone({ takes: 1 })]
    streams.add({ place, endsAt: null, ...owner }, full)
    streams.add({ place, endsAt: null, ...owner }, reading)
    expect(streams.size).toBe(2)
    await setting.set(on())
    await expect.poll(() => reading.taken).toBe(2)
    expect([full.closedAt, reading.closedAt]).toEqual([expect.any(Number), undefined])
    expect(streams.size).toBe(1)
    await setting.set(offContent)
    await expect.poll(() => reading.taken).toBe(3)
    streams.stop()
    expect(streams.size).toBe(0)
  })
})
