import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { onContent, promptServer } from '@/gateway/testing-prompt'
import { offContent } from '@/lib/prompts/content/content'
import { promptSetting } from '@/lib/testing/prompt-setting'

const { ask, setting, url } = promptServer()
const flag = 'push-permission-prompt'

describe('OFREP, one flag', () => {
  it('asks no one if no prompt is configured', async () => {
    const answer = await ask(`/${flag}`, { context: { targetingKey: 'a' } })
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ key: flag, value: false, reason: 'DISABLED', variant: 'off' })
  })

  it('returns value, reason, variant, and the revision', async () => {
    await setting().set(onContent())
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
    await setting().set(onContent({ rollout: { share: 50_000, salt: '' } }))
    const keyless = await ask(`/${flag}`, { context: {} })
    expect(keyless.status).toBe(400)
    expect(await keyless.json()).toMatchObject({ key: flag, errorCode: 'TARGETING_KEY_MISSING' })
  })

  it('accepts the key as X-API-Key, and rejects a wrong one', async () => {
    const body = { context: { targetingKey: 'a' } }
    expect((await ask(`/${flag}`, body, { authorization: '', 'x-api-key': setting().publishableKey })).status).toBe(200)
    expect((await ask(`/${flag}`, body, { authorization: 'Bearer pk_nobody_has_this_key_at_all' })).status).toBe(401)
  })

  it('rejects a user.id without a token if identities are verified', async () => {
    const strict = await promptSetting({ requiresIdentity: true })
    await strict.set(onContent())
    const headers = { authorization: `Bearer ${strict.publishableKey}` }
    const named = await ask(`/${flag}`, { context: { targetingKey: 'a', user: { id: 'a' } } }, headers)
    expect(named.status).toBe(401)
    expect(await named.json()).toMatchObject({ code: 'identity_token_invalid' })
    expect((await ask(`/${flag}`, { context: { targetingKey: 'a' } }, headers)).status).toBe(200)
  })
})

describe('an invalid body', () => {
  it('is rejected if too long or of another type, with or without a Content-Length', async () => {
    const long = JSON.stringify({ context: { targetingKey: 'a', note: 'x'.repeat(70_000) } })
    const chunks = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(long))
        controller.close()
      },
    })
    for (const init of [{ body: long }, { body: chunks, duplex: 'half' as const }]) {
      const answer = await fetch(`${url()}/ofrep/v1/evaluate/flags/${flag}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${setting().publishableKey}`, 'content-type': 'application/json' },
        ...init,
      })
      expect(answer.status).toBe(413)
      expect(await answer.json()).toMatchObject({ code: 'body_too_large' })
    }
    const typed = await ask(`/${flag}`, { context: { targetingKey: 'a' } }, { 'content-type': 'text/plain' })
    expect(typed.status).toBe(415)
  })

  it('cut off by a client that went away harms no other client', async () => {
    const socket = connect(Number(new URL(url()).port), '127.0.0.1')
    await once(socket, 'connect')
    socket.write(
      `POST /ofrep/v1/evaluate/flags/${flag} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${setting().publishableKey}\r\nContent-Length: 500\r\n\r\n{"context"`,
    )
    socket.destroy()
    await once(socket, 'close')
    expect((await ask(`/${flag}`, { context: { targetingKey: 'a' } })).status).toBe(200)
  })
})

describe('OFREP, all flags', () => {
  it('responds with 304 only if the response is the same for that context', async () => {
    await setting().set(
      onContent({
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
    await setting().set(onContent())
    expect((await ask('', { context: { targetingKey: 'a', country: 'FR' } }, { 'if-none-match': etag })).status).toBe(
      200,
    )
  })

  it('sends fields that some clients can’t parse only to clients that ask for them', async () => {
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
    const preflight = await fetch(`${url()}/ofrep/v1/evaluate/flags`, {
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

describe('the stream', () => {
  it('sends an event on connect and on each change, and opens with the token of a bulk response', async () => {
    await setting().set(onContent())
    const bulk = await (await ask('?eventStreams=1', { context: { targetingKey: 'a' } })).json()
    const stop = new AbortController()
    const response = await fetch(`${url()}${bulk.eventStreams[0].endpoint.requestUri}`, { signal: stop.signal })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const events = eventsOf(response)
    const first = await events.next()
    expect(first.value).toMatchObject({ type: 'refetchEvaluation' })
    await setting().set(offContent)
    const second = await events.next()
    expect(second.value?.etag).not.toBe(first.value?.etag)
    const again = await (await ask('', { context: { targetingKey: 'a' } })).json()
    expect(again.flags[0].value).toBe(false)
    stop.abort()
  })

  it('doesn’t open with a wrong, altered, or missing token', async () => {
    const bulk = await (await ask('?eventStreams=1', { context: { targetingKey: 'a' } })).json()
    const uri: string = bulk.eventStreams[0].endpoint.requestUri
    for (const path of [
      '/api/v1/prompt/stream',
      '/api/v1/prompt/stream?token=',
      `${uri}x`,
      uri.replace(/\.[0-9a-z]+\./, '.zzzzzzzzz.'),
    ])
      expect((await fetch(`${url()}${path}`)).status).toBe(401)
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
