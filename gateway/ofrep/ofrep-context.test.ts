import { describe, expect, it } from 'vitest'
import { onContent, promptServer } from '@/gateway/testing-prompt'
import type { PromptContent } from '@/lib/prompts/content/content'

const flag = 'push-permission-prompt'
const content = 'push-permission-prompt-content'

const { ask, setting } = promptServer()

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
    await setting().set(onContent())
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
    await setting().set(onContent())
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
    await setting().set(onContent(versions))
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
    await setting().set(onContent(versions))
    const value = async (appVersion: string) =>
      (await (await ask(`/${flag}`, { context: { targetingKey: 'a', appVersion } })).json()).value
    expect(await value('5.12.0.2')).toBe(false)
    expect(await value('5.12.0.3')).toBe(true)
    expect(await value('2026.01.15')).toBe(true)
  })

  it('is anonymous if its targetingKey is null', async () => {
    await setting().set(onContent())
    expect((await ask(`/${flag}`, { context: { targetingKey: null } })).status).toBe(200)
  })
})
