import { expect, it } from 'vitest'
import { everyItem, withApi } from '@/gateway/testing'
import { setApart } from './testing'

it('explains whether a customer sees the prompt, step by step', () =>
  withApi(async (api) => {
    const { sandbox, call, put } = await setApart(api)
    await put(sandbox, {})
    const context = { targetingKey: 'anna', appVersion: '4.1.0', sdkVersion: '3.1.0', country: 'DE', permission: null }
    const told = await call('post', `${sandbox}/explain`, { context })
    expect(told.body).toMatchObject({ isAsked: false, decidedBy: 'rule:old-apps' })
    expect(told.body.steps.length).toBeGreaterThan(3)
    expect((await call('post', `${sandbox}/explain`, { context, revision: 0 })).body.isAsked).toBe(false)
    expect((await call('post', `${sandbox}/explain`, { context, revision: 9 })).status).toBe(404)
    const errors = async (body: object) => (await call('post', `${sandbox}/explain`, body)).body.errors
    expect(await errors({})).toMatchObject([{ path: 'context' }])
    expect(await errors({ context, at: 'tomorrow' })).toMatchObject([{ path: 'at' }])
    expect(await errors({ context, revision: -1 })).toMatchObject([{ path: 'revision' }])
  }))

it('shows results, who has fetched the prompt, and what is in effect everywhere', () =>
  withApi(async (api) => {
    const { app, company, sandbox: path, call, put } = await setApart(api)
    await put(path, {})
    const results = await call('get', `${path}/results?days=7`)
    expect(results.body).toMatchObject({ revisions: [], days: [], saves: [{ label: 'App revision 1' }] })
    expect((await call('get', `${path}/results?days=91`)).body.errors).toMatchObject([{ path: 'days' }])
    const rollout = await call('get', `${path}/rollout`)
    expect(rollout.body.apps).toMatchObject([{ app: app.name, isFromHere: true, clients: 0, fetched: 0 }])
    expect((await call('get', `${path}/clients`)).body).toEqual({ clients: [] })
    const cells = await everyItem((at) => call('get', at), '/api/v1/manage/prompt-matrix')
    const own = { company: company.slug, app: app.slug }
    expect(cells).toContainEqual(
      expect.objectContaining({ ...own, environment: 'sandbox', level: 'app', isAsking: true, revision: 1 }),
    )
  }))
