import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { recentClients } from '@/db/queries/prompts/prompt-fetches'
import { offContent, type PromptContent } from '@/lib/prompts/content/content'
import { writeFetches } from '@/lib/prompts/serving/fetch-log'
import { type PromptSetting, promptSetting } from '@/lib/testing/prompt-setting'
import type { PromptDecision } from './prompt'
import { type RealPushdesk, startPushdesk } from './testing/real-pushdesk'
import { startApp } from './testing/test-app'

/** Ends only tests that hang. */
const patience = { timeout: 60_000 }

const on = (given: Partial<PromptContent> = {}): PromptContent => ({ ...offContent, isOn: true, ...given })
const words = offContent.words.locales.en

let server: RealPushdesk
let setting: PromptSetting

beforeAll(async () => {
  server = await startPushdesk()
})
afterAll(() => server.stop())
beforeEach(async () => {
  setting = await promptSetting()
})

function app(options: Parameters<typeof startApp>[1] = {}) {
  const started = startApp({ ...server, publishableKey: setting.publishableKey }, options)
  started.pushdesk.user = { id: `user-${randomUUID()}` }
  const events = () =>
    started.requests
      .filter(({ path }) => path === '/api/v1/prompt/events')
      .flatMap(({ body }) => (body as { events: { kind: string }[] }).events)
  return { ...started, events }
}

function promptOf(decision: PromptDecision) {
  if (!decision.ask) throw new Error(`not asked: ${decision.because}`)
  return decision.prompt
}

describe('joining a queue', () => {
  it('asks if the configuration says so, with its text', async () => {
    await setting.set(on())
    const { decision } = await app().pushdesk.joinQueue()
    expect(promptOf(decision).words).toMatchObject(words ?? {})
  })

  it('doesn’t ask if the prompt is off or no one is signed in', async () => {
    await setting.set(on({ isOn: false }))
    expect((await app().pushdesk.joinQueue()).decision).toEqual({ ask: false, because: 'turned_off' })
    const { pushdesk } = startApp(server)
    expect((await pushdesk.joinQueue()).decision).toEqual({ ask: false, because: 'no_user' })
  })

  it.each(['authorized', 'denied'] as const)(
    'never asks, and sends no request, if the permission is already %s',
    async (permission) => {
      await setting.set(on())
      const { pushdesk, world, requests } = app()
      world.permission = permission
      expect((await pushdesk.joinQueue()).decision).toEqual({ ask: false, because: 'already_decided' })
      expect(requests).toEqual([])
    },
  )

  it.each(['offline', 'server_error'] as const)('doesn’t ask if Pushdesk is unreachable (%s)', async (fault) => {
    await setting.set(on())
    const onFailure = vi.fn()
    const { pushdesk, world } = app({ onFailure })
    world.fault = fault
    expect((await pushdesk.joinQueue()).decision).toEqual({ ask: false, because: 'unreachable' })
    expect(onFailure).toHaveBeenCalledWith(expect.objectContaining({ kind: fault }))
  })

  it('doesn’t ask if the response takes too long', async () => {
    await setting.set(on())
    const slowly: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(new Error('aborted'))))
    const { pushdesk } = app({ fetch: slowly, promptTimeoutMs: 50 })
    expect((await pushdesk.joinQueue()).decision).toEqual({ ask: false, because: 'unreachable' })
  })

  it('requests an unchanged configuration with its ETag, and accepts the 304', async () => {
    await setting.set(on())
    const { pushdesk, requests } = app()
    await pushdesk.joinQueue()
    expect((await pushdesk.joinQueue()).decision.ask).toBe(true)
    expect(requests.map(({ status }) => status)).toEqual([200, 304])
  })
})

describe('the prompt', () => {
  it('reports each of its events once', async () => {
    await setting.set(on())
    const { pushdesk, events } = app()
    const prompt = promptOf((await pushdesk.joinQueue()).decision)
    prompt.displayed()
    prompt.displayed()
    expect(await prompt.accept()).toBe('authorized')
    await vi.waitFor(
      () => expect(events().map(({ kind }) => kind)).toEqual(['displayed', 'accepted', 'system_authorized']),
      patience,
    )
  })

  it('reports that the customer denied the iOS alert', async () => {
    await setting.set(on())
    const { pushdesk, world, events } = app()
    world.answer = 'denied'
    const prompt = promptOf((await pushdesk.joinQueue()).decision)
    prompt.displayed()
    expect(await prompt.accept()).toBe('denied')
    await vi.waitFor(() => expect(events().at(-1)).toMatchObject({ kind: 'system_denied' }), patience)
  })

  it('isn’t shown again before the days of the re-ask policy have passed, or more often than it allows', async () => {
    await setting.set(on({ askAgain: { afterDays: 7, timesMax: 2 } }))
    const { pushdesk } = app()
    const ask = async () => (await pushdesk.joinQueue()).decision
    const show = async () => {
      const prompt = promptOf(await ask())
      prompt.displayed()
      prompt.dismiss()
    }
    vi.useFakeTimers({ toFake: ['Date'] })
    try {
      await show()
      expect(await ask()).toMatchObject({ ask: false })
      vi.setSystemTime(Date.now() + 8 * 86_400_000)
      await show()
      vi.setSystemTime(Date.now() + 8 * 86_400_000)
      expect(await ask()).toMatchObject({ ask: false })
    } finally {
      vi.useRealTimers()
    }
  })

  it('keeps unsent events until there is a network again, even across a restart', async () => {
    await setting.set(on())
    const first = app()
    const prompt = promptOf((await first.pushdesk.joinQueue()).decision)
    first.world.fault = 'offline'
    prompt.displayed()
    prompt.dismiss()
    first.pushdesk.close()
    const second = app({ storage: first.storage })
    await second.pushdesk.setActive(true)
    await vi.waitFor(
      () => expect(second.events().map(({ kind }) => kind)).toEqual(['displayed', 'dismissed']),
      patience,
    )
    second.pushdesk.close()
  })
})

describe('a change while the customer waits', () => {
  it('removes the prompt when it is turned off, and asks when it is turned on', async () => {
    await setting.set(on())
    const { pushdesk } = app()
    await pushdesk.setActive(true)
    const changes: PromptDecision[] = []
    const queue = await pushdesk.joinQueue({ onChange: (decision) => changes.push(decision) })
    promptOf(queue.decision).displayed()
    await setting.set(on({ isOn: false }))
    await vi.waitFor(() => expect(changes.at(-1)).toEqual({ ask: false, because: 'turned_off' }), patience)
    await setting.set(on())
    await vi.waitFor(() => expect(changes.at(-1)).toMatchObject({ ask: true }), patience)
    pushdesk.close()
  })

  it('doesn’t ask a customer again who has just answered', async () => {
    await setting.set(on())
    const [answered, waiting] = [app(), app()]
    const onChange = vi.fn()
    const prompt = promptOf((await answered.pushdesk.joinQueue({ onChange })).decision)
    prompt.displayed()
    prompt.dismiss()
    await Promise.all([answered.pushdesk.setActive(true), waiting.pushdesk.setActive(true)])
    const heard = vi.fn()
    await waiting.pushdesk.joinQueue({ onChange: heard })
    await setting.set(on({ words: { fallbackLocale: 'en', locales: { en: { ...prompt.words, title: 'New words' } } } }))
    // Both apps learn of the change from a stream. The waiting app shows when it has arrived.
    await vi.waitFor(() => expect(heard).toHaveBeenCalledWith(expect.objectContaining({ ask: true })), patience)
    expect(onChange).not.toHaveBeenCalledWith(expect.objectContaining({ ask: true }))
    answered.pushdesk.close()
    waiting.pushdesk.close()
  })

  it('is streamed to one customer while the app is in the foreground, and Pushdesk knows to whom', async () => {
    await setting.set(on())
    const { pushdesk } = app()
    const { db } = setting.database
    const listening = async () => {
      await writeFetches(db)
      const clients = await recentClients(db, { environmentId: setting.environment.id, since: new Date(0), limit: 9 })
      return clients.filter(({ isStreaming }) => isStreaming).map(({ targetingKey }) => targetingKey)
    }
    const listen = (keys: string[]) => vi.waitFor(async () => expect(await listening()).toEqual(keys), patience)
    pushdesk.user = { id: 'Zoë' }
    await pushdesk.setActive(true)
    await listen(['Zoë'])
    pushdesk.user = { id: 'Ines' }
    await listen(['Ines'])
    await pushdesk.setActive(false)
    await listen([])
    pushdesk.close()
  })
})
