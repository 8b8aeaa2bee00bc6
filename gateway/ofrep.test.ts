import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { OFREPProvider } from '@openfeature/ofrep-provider'
import { OFREPWebProvider } from '@openfeature/ofrep-web-provider'
import { OpenFeature as ServerSdk } from '@openfeature/server-sdk'
import { OpenFeature as WebSdk } from '@openfeature/web-sdk'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { promptEvents } from '@/db/schema/prompts'
import type { Database } from '@/lib/context'
import { offContent, type PromptContent } from '@/lib/prompts/content'
import { type PromptSetting, promptSetting } from '@/lib/testing/prompt-setting'
import { startGateway } from './listener'

const flag = 'push-permission-prompt'
const content = 'push-permission-prompt-content'
const on = (given: Partial<PromptContent> = {}): PromptContent => ({ ...offContent, isOn: true, ...given })

let database: Database
let server: Server
let stop: () => Promise<void>
let url: string
let setting: PromptSetting

beforeAll(async () => {
  setting = await promptSetting()
  database = setting.database
  const gateway = await startGateway({ database })
  stop = gateway.stop
  server = createServer(gateway.listener).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(async () => {
  await stop()
  server.closeAllConnections()
  server.close()
})

beforeEach(async () => {
  setting = await promptSetting()
})

const ask = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${url}/ofrep/v1/evaluate/flags${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${setting.publishableKey}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

describe('OFREP, one flag', () => {
  it('asks nobody where nothing is set', async () => {
    const answer = await ask(`/${flag}`, { context: { targetingKey: 'a' } })
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ key: flag, value: false, reason: 'DISABLED', variant: 'off' })
  })

  it('gives value, reason, variant and the revision', async () => {
    await setting.set(on())
    const body = await (await ask(`/${flag}`, { context: { targetingKey: 'a' } })).json()
    expect(body).toMatchObject({ key: flag, value: true, reason: 'STATIC', variant: 'on' })
    expect(body.metadata.revision).toMatch(/^[0-9a-f-]{36}:\d+$/)
  })

  it('names the flag and a stable code in every error', async () => {
    const unknown = await ask('/other', { context: { targetingKey: 'a' } })
    expect(unknown.status).toBe(404)
    expect(await unknown.json()).toMatchObject({ key: 'other', errorCode: 'FLAG_NOT_FOUND' })
    const broken = await ask(`/${flag}`, '{')
    expect(broken.status).toBe(400)
    expect(await broken.json()).toMatchObject({ key: flag, errorCode: 'PARSE_ERROR' })
    const bare = await ask(`/${flag}`, {})
    expect(await bare.json()).toMatchObject({ key: flag, errorCode: 'INVALID_CONTEXT' })
    await setting.set(on({ rollout: { share: 50_000, salt: '' } }))
    const keyless = await ask(`/${flag}`, { context: {} })
    expect(keyless.status).toBe(400)
    expect(await keyless.json()).toMatchObject({ key: flag, errorCode: 'TARGETING_KEY_MISSING' })
  })

  it('takes the key as X-API-Key too, and refuses a wrong one', async () => {
    const body = { context: { targetingKey: 'a' } }
    expect((await ask(`/${flag}`, body, { authorization: '', 'x-api-key': setting.publishableKey })).status).toBe(200)
    expect((await ask(`/${flag}`, body, { authorization: 'Bearer pk_nobody_has_this_key_at_all' })).status).toBe(401)
  })

  it('lets no one speak for a user.id without a token where identities are verified', async () => {
    const strict = await promptSetting({ requiresIdentity: true })
    await strict.set(on())
    const headers = { authorization: `Bearer ${strict.publishableKey}` }
    const named = await ask(`/${flag}`, { context: { targetingKey: 'a', user: { id: 'a' } } }, headers)
    expect(named.status).toBe(401)
    expect(await named.json()).toMatchObject({ code: 'identity_token_invalid' })
    expect((await ask(`/${flag}`, { context: { targetingKey: 'a' } }, headers)).status).toBe(200)
  })
})

describe('a body that is no good', () => {
  it('is refused when it is too long or of another type, whether its length is told or not', async () => {
    const long = JSON.stringify({ context: { targetingKey: 'a', note: 'x'.repeat(70_000) } })
    const chunks = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(long))
        controller.close()
      },
    })
    for (const init of [{ body: long }, { body: chunks, duplex: 'half' as const }]) {
      const answer = await fetch(`${url}/ofrep/v1/evaluate/flags/${flag}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${setting.publishableKey}`, 'content-type': 'application/json' },
        ...init,
      })
      expect(answer.status).toBe(413)
      expect(await answer.json()).toMatchObject({ code: 'body_too_large' })
    }
    const typed = await ask(`/${flag}`, { context: { targetingKey: 'a' } }, { 'content-type': 'text/plain' })
    expect(typed.status).toBe(415)
  })

  it('that ends in the middle, because the phone went away, harms nobody else', async () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    await once(socket, 'connect')
    socket.write(
      `POST /ofrep/v1/evaluate/flags/${flag} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${setting.publishableKey}\r\nContent-Length: 500\r\n\r\n{"context"`,
    )
    socket.destroy()
    await once(socket, 'close')
    expect((await ask(`/${flag}`, { context: { targetingKey: 'a' } })).status).toBe(200)
  })
})

describe('OFREP, all flags', () => {
  it('answers 304 only when the answer is the same for that very context', async () => {
    await setting.set(
      on({
        rules: [
          {
            id: 'de',
            description: '',
            conditions: [{ attribute: 'country', operator: 'in', values: ['DE'] }],
            share: 0,
          },
        ],
      }),
    )
    const first = await ask('', { context: { targetingKey: 'a', country: 'FR' } })
    const etag = first.headers.get('etag') ?? ''
    expect((await ask('', { context: { targetingKey: 'a', country: 'FR' } }, { 'if-none-match': etag })).status).toBe(
      304,
    )
    expect(
      (await ask('', { context: { targetingKey: 'a', country: 'FR' } }, { 'if-none-match': etag.replaceAll('"', '') }))
        .status,
    ).toBe(304)
    const other = await ask('', { context: { targetingKey: 'a', country: 'DE' } }, { 'if-none-match': etag })
    expect(other.status).toBe(200)
    expect((await other.json()).flags[0]).toMatchObject({ value: false, reason: 'TARGETING_MATCH' })
    await setting.set(on())
    expect((await ask('', { context: { targetingKey: 'a', country: 'FR' } }, { 'if-none-match': etag })).status).toBe(
      200,
    )
  })

  it('keeps fields that some clients cannot parse for those who ask for them', async () => {
    const plain = await (await ask('', { context: { targetingKey: 'a' } })).json()
    expect(Object.keys(plain)).toEqual(['flags'])
    for (const { metadata } of plain.flags)
      for (const value of Object.values(metadata))
        expect(typeof value === 'string' || (Number.isInteger(value) && Number(value) < 2 ** 31)).toBe(true)
    const asked = await (await ask('?eventStreams=1', { context: { targetingKey: 'a' } })).json()
    expect(asked.eventStreams[0]).toMatchObject({ type: 'sse', inactivityDelaySec: 120 })
    expect(asked.eventStreams[0].endpoint.requestUri).toMatch(/^\/api\/v1\/prompt\/stream\?token=/)
  })

  it('lets a browser of any origin read ETag and Retry-After', async () => {
    const preflight = await fetch(`${url}/ofrep/v1/evaluate/flags`, {
      method: 'OPTIONS',
      headers: { origin: 'https://bank.example', 'access-control-request-method': 'POST' },
    })
    expect(preflight.status).toBe(204)
    for (const name of ['content-type', 'if-none-match', 'x-api-key', 'authorization'])
      expect(preflight.headers.get('access-control-allow-headers')).toContain(name)
    const answer = await ask('', { context: { targetingKey: 'a' } })
    expect(answer.headers.get('access-control-expose-headers')).toContain('ETag')
    expect(answer.headers.get('access-control-expose-headers')).toContain('Retry-After')
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  })
})

describe('the OpenFeature clients', () => {
  it('server: values, reasons and codes arrive', async () => {
    await setting.set(on())
    const provider = new OFREPProvider({
      baseUrl: url,
      headers: [['Authorization', `Bearer ${setting.publishableKey}`]],
    })
    await ServerSdk.setProviderAndWait('server', provider)
    const client = ServerSdk.getClient('server')
    const context = { targetingKey: 'a', permission: 'notDetermined' }
    expect(await client.getBooleanDetails(flag, false, context)).toMatchObject({
      value: true,
      reason: 'STATIC',
      variant: 'on',
    })
    expect(await client.getBooleanDetails(flag, false, { ...context, permission: 'denied' })).toMatchObject({
      value: false,
      reason: 'TARGETING_MATCH',
    })
    expect(await client.getBooleanDetails('no-such-flag', true, context)).toMatchObject({
      value: true,
      errorCode: 'FLAG_NOT_FOUND',
    })
    const words = await client.getObjectValue(content, {}, { ...context, locale: 'fr' })
    expect(words).toMatchObject({ title: offContent.words.locales.en?.title, locale: 'en' })
  })

  it('web: a change arrives with the next poll, and not by a 304 of another context', async () => {
    await setting.set(on({ rollout: { share: 0, salt: '' } }))
    const provider = new OFREPWebProvider({
      baseUrl: url,
      headers: [['Authorization', `Bearer ${setting.publishableKey}`]],
      pollInterval: 100,
    })
    await WebSdk.setContext('web', { targetingKey: 'a', permission: 'notDetermined' })
    await WebSdk.setProviderAndWait('web', provider)
    const client = WebSdk.getClient('web')
    expect(client.getBooleanDetails(flag, true)).toMatchObject({ value: false, reason: 'STATIC', variant: 'off' })
    await setting.set(on())
    await expect.poll(() => client.getBooleanValue(flag, false), { timeout: 5_000 }).toBe(true)
    await WebSdk.setContext('web', { targetingKey: 'a', permission: 'authorized' })
    expect(client.getBooleanDetails(flag, true)).toMatchObject({ value: false, reason: 'TARGETING_MATCH' })
    await WebSdk.clearProviders()
    await ServerSdk.clearProviders()
  })
})

describe('the stream', () => {
  it('tells once at connect and once at each change, and the token of a bulk answer opens it', async () => {
    await setting.set(on())
    const bulk = await (await ask('?eventStreams=1', { context: { targetingKey: 'a' } })).json()
    const stop = new AbortController()
    const response = await fetch(`${url}${bulk.eventStreams[0].endpoint.requestUri}`, { signal: stop.signal })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const events = eventsOf(response)
    const first = await events.next()
    expect(first.value).toMatchObject({ type: 'refetchEvaluation' })
    await setting.set(offContent)
    const second = await events.next()
    expect(second.value?.etag).not.toBe(first.value?.etag)
    const again = await (await ask('', { context: { targetingKey: 'a' } })).json()
    expect(again.flags[0].value).toBe(false)
    stop.abort()
  })

  it('opens for no wrong, changed or missing token', async () => {
    const bulk = await (await ask('?eventStreams=1', { context: { targetingKey: 'a' } })).json()
    const uri: string = bulk.eventStreams[0].endpoint.requestUri
    for (const path of [
      '/api/v1/prompt/stream',
      '/api/v1/prompt/stream?token=',
      `${uri}x`,
      uri.replace(/\.[0-9a-z]+\./, '.zzzzzzzzz.'),
    ])
      expect((await fetch(`${url}${path}`)).status).toBe(401)
  })
})

describe('POST /api/v1/prompt/events', () => {
  const send = (events: unknown[]) =>
    fetch(`${url}/api/v1/prompt/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${setting.publishableKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ events }),
    })
  const event = (id: string) => ({
    id,
    kind: 'displayed',
    user: { id: 'a' },
    revision: 'r:1',
    at: new Date().toISOString(),
  })

  it('counts an event once however often it is sent', async () => {
    expect(await (await send([event('1'), event('2')])).json()).toEqual({ recorded: 2, repeated: 0 })
    expect(await (await send([event('2'), event('3'), event('3')])).json()).toEqual({ recorded: 1, repeated: 2 })
  })

  it('takes at most 100, and refuses a call with no valid event by path', async () => {
    expect((await send(Array.from({ length: 101 }, (_, index) => event(`many-${index}`)))).status).toBe(400)
    expect((await send([])).status).toBe(400)
    const refused = await send([{ ...event('a'), kind: 'shown' }, 'no event'])
    expect(refused.status).toBe(400)
    const paths = (await refused.json()).errors.map(({ path }: { path: string }) => path)
    expect(paths).toEqual(['events.0.kind', 'events.1'])
  })

  it.each([
    ['an unknown kind', { kind: 'shown' }, ['kind']],
    ['no time', { at: undefined }, ['at']],
    ['a time without a zone', { at: '2026-01-31T12:00:00' }, ['at']],
    ['a user that is a placeholder', { user: { id: 'undefined' } }, ['user.id']],
    ['an ID that is a placeholder', { id: 'null' }, ['id']],
    ['a character that is no text', { revision: 'r\0' }, ['revision']],
    ['an unknown field', { colour: 'red' }, ['colour']],
  ])('refuses an event with %s alone, and records its neighbours', async (name, wrong, paths) => {
    const bad = { ...event(`bad ${name}`), ...wrong }
    const answer = await send([event(`before ${name}`), bad, event(`after ${name}`)])
    expect(answer.status).toBe(200)
    const body = await answer.json()
    expect(body).toMatchObject({ recorded: 2, repeated: 0, refused: [{ index: 1, id: bad.id }] })
    expect(body.refused[0].errors.map(({ path }: { path: string }) => path)).toEqual(paths)
  })

  it('stores the server’s time for an event of a phone whose clock is ahead', async () => {
    const ahead = { ...event('ahead'), at: new Date(Date.now() + 3_600_000).toISOString() }
    expect(await (await send([ahead])).json()).toEqual({ recorded: 1, repeated: 0 })
    const [stored] = await database.db.select().from(promptEvents).where(eq(promptEvents.eventId, 'ahead'))
    expect(stored?.at.getTime()).toBeLessThanOrEqual(Date.now())
  })
})

async function* eventsOf(response: Response): AsyncGenerator<{ type: string; etag: string }> {
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += new TextDecoder().decode(chunk)
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const data = /^data: (.*)$/m.exec(text.slice(0, end))
      text = text.slice(end + 2)
      if (data?.[1]) yield JSON.parse(data[1])
    }
  }
}
