import { expect, it } from 'vitest'
import { unique } from '@/db/factories'
import { makeServiceToken } from '@/db/staff-factories'
import { withApi } from '@/gateway/testing'

type Api = Parameters<Parameters<typeof withApi>[0]>[0]

/** Creates an app with a trigger through the API. */
async function triggerBy({ ask, db }: Api, act: 'turn_off' | 'pause_rollout' = 'turn_off') {
  const { token: key } = await makeServiceToken(db)
  const slug = unique('northwind')
  const base = '/api/v1/manage/companies'
  await ask('post', base, { key, body: { slug, name: 'Northwind' } })
  const app = { slug: 'ios', name: 'iOS', bundleId: `com.example.${slug}`, apnsServer: 'simulator' }
  await ask('post', `${base}/${slug}/apps`, { key, body: app })
  const environment = `${base}/${slug}/apps/ios/environments/sandbox`
  const { status, body } = await ask('post', `${environment}/triggers`, { key, body: { name: 'Alerts', act } })
  expect([status, body.trigger]).toMatchObject([201, { name: 'Alerts', act, state: 'active', lastUsedAt: null }])
  return { key, environment, trigger: body.trigger, path: body.path }
}

it('a trigger acts without a key or a body, and responds the same when repeated', () =>
  withApi(async (api) => {
    const { ask, url } = api
    const { key, environment, path } = await triggerBy(api)
    const done = { trigger: 'Alerts', act: 'turn_off', outcome: 'off', revision: 1 }
    expect(await ask('post', path)).toMatchObject({ status: 200, body: done })
    // Alert managers send arbitrary bodies.
    const sent = await fetch(`${url}${path}`, { method: 'POST', body: '{"status":"firing"', headers: { 'x-a': '1' } })
    expect([sent.status, await sent.json()]).toEqual([200, done])
    expect((await ask('get', `${environment}/prompt`, { key })).body.prompt.content.isOn).toBe(false)
  }))

it('requests that only look at the URL do nothing', () =>
  withApi(async (api) => {
    const { ask, url } = api
    const { key, environment, path } = await triggerBy(api)
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']) {
      const { status, headers } = await fetch(`${url}${path}`, { method })
      expect(status, method).toBe(method === 'OPTIONS' ? 204 : 405)
      if (status === 405) expect(headers.get('allow')).toBe('POST')
    }
    const listed = await ask('get', `${environment}/triggers`, { key })
    expect(listed.body.triggers).toEqual([expect.objectContaining({ lastUsedAt: null })])
    expect(listed.body.nextCursor).toBeNull()
  }))

it('a trigger isn’t found after it is revoked, and neither is an unknown one', () =>
  withApi(async (api) => {
    const { ask } = api
    const { key, environment, trigger, path } = await triggerBy(api)
    const one = `${environment}/triggers/${trigger.id}`
    expect((await ask('delete', one, { key })).status).toBe(204)
    expect((await ask('delete', one, { key })).status).toBe(409)
    const answers = [await ask('post', path), await ask('post', `/api/v1/triggers/tr_${'a'.repeat(43)}`)]
    for (const { status, body } of answers) expect([status, body.code]).toEqual([404, 'not_found'])
    expect(answers[0]?.body.detail).toBe(answers[1]?.body.detail)
    const listed = await ask('get', `${environment}/triggers`, { key })
    expect(listed.body.triggers).toEqual([expect.objectContaining({ state: 'revoked' })])
    expect(JSON.stringify(listed.body)).not.toContain(path.split('/').at(-1))
  }))

it('responds with 409 if there is no rollout to pause', () =>
  withApi(async (api) => {
    const { path } = await triggerBy(api, 'pause_rollout')
    expect(await api.ask('post', path)).toMatchObject({ status: 409, body: { code: 'conflict' } })
  }))

it('throttles an address that tries URLs', () =>
  withApi(async ({ ask }) => {
    const statuses = new Set<number>()
    for (let tried = 0; tried < 70; tried += 1) {
      const { status, headers } = await ask('post', `/api/v1/triggers/tr_${tried}`)
      statuses.add(status)
      if (status === 429) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    }
    expect(statuses).toEqual(new Set([404, 429]))
  }))
