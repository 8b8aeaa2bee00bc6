import { expect, it } from 'vitest'
import { makeApp, makeCompany, makeEnvironment } from '@/db/factories'
import { makeServiceToken } from '@/db/staff-factories'
import { withApi } from '@/gateway/testing'

type Api = Parameters<Parameters<typeof withApi>[0]>[0]

async function environmentBy({ ask, db }: Api) {
  const company = await makeCompany(db)
  const app = await makeApp(db, { companyId: company.id })
  await makeEnvironment(db, { appId: app.id, name: 'production' })
  const { token: key } = await makeServiceToken(db)
  const path = `/api/v1/manage/companies/${company.slug}/apps/${app.slug}/environments/production`
  return (method: string, rest: string, body?: unknown) => ask(method, `${path}${rest}`, { key, body })
}

it('an event webhook is created, changed, tested, and deleted, and its secret is shown once', () =>
  withApi(async (api) => {
    const call = await environmentBy(api)
    const url = 'https://events.example.com/pushdesk'
    const made = await call('post', '/event-webhooks', { url, types: ['device.moved', 'delivery.failed'] })
    expect(made).toMatchObject({
      status: 201,
      body: {
        eventWebhook: { url, types: ['delivery.failed', 'device.moved'], state: 'active', waiting: 0 },
        signingSecret: expect.stringMatching(/^whsec_/),
      },
    })
    const one = `/event-webhooks/${made.body.eventWebhook.id}`
    const changed = await call('patch', one, { isOn: false })
    expect(changed.body.eventWebhook).toMatchObject({ url, state: 'off' })
    expect((await call('patch', one, { isOn: false })).status).toBe(409)
    expect((await call('post', `${one}/replay`, { since: new Date().toISOString() })).status).toBe(409)
    await call('patch', one, { isOn: true })
    const replayed = await call('post', `${one}/replay`, { since: new Date(Date.now() - 60_000).toISOString() })
    expect(replayed.body.eventWebhook.state).toBe('active')
    const rotated = await call('post', `${one}/rotate-signing-secret`)
    expect(rotated.body.signingSecret).not.toBe(made.body.signingSecret)
    const listed = await call('get', '/event-webhooks')
    expect(listed.body.eventWebhooks).toHaveLength(1)
    expect(JSON.stringify(listed.body)).not.toContain('whsec_')
    expect((await call('delete', one)).status).toBe(204)
    expect((await call('delete', one)).status).toBe(404)
  }))

it('invalid webhooks are rejected with a sentence, and nothing is stored', () =>
  withApi(async (api) => {
    const call = await environmentBy(api)
    const types = ['device.moved']
    for (const [body, path] of [
      [{ url: 'http://events.example.com', types }, 'url'],
      [{ url: 'https://127.0.0.1/x', types }, 'url'],
      [{ url: 'https://events.example.com', types: ['device.lost'] }, 'types.0'],
    ] as const) {
      const { status, body: problem } = await call('post', '/event-webhooks', body)
      expect([status, problem.errors[0].path]).toEqual([400, path])
    }
    expect((await call('get', '/event-webhooks')).body.eventWebhooks).toEqual([])
  }))

it('recording is turned on, events are read with a service token, and recording is turned off again', () =>
  withApi(async (api) => {
    const call = await environmentBy(api)
    expect(await call('get', '/events')).toMatchObject({ status: 409, body: { code: 'events_off' } })
    expect((await call('patch', '/events', { isOn: true })).body).toEqual({ isOn: true })
    expect((await call('get', '/events?types=device.moved')).body).toMatchObject({ events: [], hasMore: false })
    expect((await call('patch', '/events', { isOn: false })).body).toEqual({ isOn: false })
  }))
