import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startGateway } from '@/gateway/listener'
import type { Database } from '@/lib/context'
import { offContent, type PromptContent } from '@/lib/prompts/content/content'
import { type PromptSetting, promptSetting } from '@/lib/testing/prompt-setting'

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

describe('a context with odd values', () => {
  const versions: Partial<PromptContent> = {
    sdkVersionMin: null,
    rules: [
      {
        id: 'old',
        description: '',
        conditions: [{ attribute: 'appVersion', operator: 'below', values: ['5.12.0.3'] }],
        share: 0,
      },
    ],
  }

  it.each([
    [{ timesAsked: 'many' }, /^timesAsked must be/],
    [{ timesAsked: -1 }, /^timesAsked must be/],
    [{ lastDismissedAt: 'yesterday' }, /^lastDismissedAt must be/],
    [{ lastDismissedAt: '2570-01-01T00:00:00Z' }, /^lastDismissedAt is in the future/],
    [{ targetingKey: 4711 }, /^The targetingKey must be/],
    [{ user: { id: {} } }, /^The user.id must be/],
    [{ targetingKey: '[object Object]' }, /^targetingKey: .* a missing value/],
    [{ targetingKey: ' ' }, /^targetingKey: Must not be blank/],
    [{ user: { id: 'undefined' } }, /^user.id: .* a missing value/],
  ])('is rejected with a reason, for one flag and for all: %j', async (context, reason) => {
    await setting.set(on())
    for (const path of [`/${flag}`, `/${content}`, '']) {
      const answer = await ask(path, { context: { targetingKey: 'a', ...context } })
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({
        ...(path && { key: path.slice(1) }),
        errorCode: 'INVALID_CONTEXT',
        errorDetails: expect.stringMatching(reason),
      })
    }
  })

  it.each([
    ['{"context":{"targetingKey":"a","chat":{"id":2868860079149422351}}}', /^context\.chat\.id: /],
    ['{"context":{"targetingKey":"a","timesAsked":1e400}}', /^context\.timesAsked: /],
    ['{"context":{"targetingKey":"a","plan":"\\u0000"}}', /^context\.plan: /],
  ])('is told the path of a value that JSON can’t represent: %s', async (body, reason) => {
    await setting.set(on())
    for (const path of [`/${flag}`, '']) {
      const answer = await ask(path, body)
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({
        errorCode: 'INVALID_CONTEXT',
        errorDetails: expect.stringMatching(reason),
      })
    }
  })

  it('is told which relevant attributes couldn’t be read', async () => {
    await setting.set(on(versions))
    const metadata = async (context: object) =>
      (await (await ask(`/${flag}`, { context: { targetingKey: 'a', ...context } })).json()).metadata
    const named = async (context: object) => (await metadata(context)).unreadable
    expect(await named({ appVersion: '5.12.0.4', locale: 'de' })).toBeUndefined()
    expect(await named({ appVersion: 'soon' })).toBe('appVersion')
    expect(await named({ appVersion: 'soon', locale: 'C', permission: 'banana' })).toBe(
      'permission, locale, appVersion',
    )
    // No rule uses it.
    expect(await named({ osVersion: 'soon' })).toBeUndefined()
    expect(await named({ appVersion: '5.12.0.4', locale: 'de' })).toBeUndefined()
    expect(await metadata({ permission: 'banana' })).toMatchObject({ decidedBy: 'permission' })
  })

  it('is matched by versions of any length', async () => {
    await setting.set(on(versions))
    const value = async (appVersion: string) =>
      (await (await ask(`/${flag}`, { context: { targetingKey: 'a', appVersion } })).json()).value
    expect(await value('5.12.0.2')).toBe(false)
    expect(await value('5.12.0.3')).toBe(true)
    expect(await value('2026.01.15')).toBe(true)
  })

  it('is anonymous if its targetingKey is null', async () => {
    await setting.set(on())
    expect((await ask(`/${flag}`, { context: { targetingKey: null } })).status).toBe(200)
  })
})
