import { describe, expect, it } from 'vitest'
import { withApi } from '@/gateway/testing'
import { setApart } from './testing'

describe('a prompt’s history over the API', () => {
  it('is read page by page, one revision at a time, and compared', () =>
    withApi(async (api) => {
      const { sandbox, call, put } = await setApart(api)
      for (const share of [10, 20, 30]) await put(sandbox, { rollout: { share: share * 1_000, salt: '' } })
      const first = await call('get', `${sandbox}/history?limit=2`)
      expect(first.body.revisions).toMatchObject([
        { number: 3, kind: 'import', changes: [{ before: '20% of customers', after: '30% of customers' }] },
        { number: 2 },
      ])
      const second = await call('get', `${sandbox}/history?limit=2&cursor=${first.body.nextCursor}`)
      expect(second.body).toMatchObject({ revisions: [{ number: 1 }], nextCursor: null })
      expect((await call('get', `${sandbox}/history?kind=off`)).body.revisions).toEqual([])
      expect((await call('get', `${sandbox}/history?cursor=nonsense`)).status).toBe(400)
      const one = await call('get', `${sandbox}/history/2`)
      expect(one.body).toMatchObject({ revision: { number: 2 }, prompt: { content: { rollout: { share: 20_000 } } } })
      for (const wrong of ['4', '0', '02', 'last', '999999999999'])
        expect((await call('get', `${sandbox}/history/${wrong}`)).status, wrong).toBe(404)
      const compared = await call('get', `${sandbox}/compare?from=1&to=3`)
      expect(compared.body.changes).toMatchObject([{ before: '10% of customers', after: '30% of customers' }])
      expect((await call('get', `${sandbox}/compare?from=1&to=9`)).status).toBe(404)
      expect((await call('get', `${sandbox}/compare?from=1`)).body).toEqual(compared.body)
      expect((await call('get', `${sandbox}/compare?from=-1`)).body.errors).toMatchObject([{ path: 'from' }])
    }))

  it('restores an earlier revision, by path or by body, with the requirements of a change in production', () =>
    withApi(async (api) => {
      const { sandbox, production, call, put, app } = await setApart(api)
      for (const share of [10, 20]) await put(sandbox, { rollout: { share: share * 1_000, salt: '' } })
      const dry = await call('post', `${sandbox}/restore?dryRun=true`, { revision: 1 })
      expect(dry.body.review).toMatchObject({ revision: 2, changes: [{ after: '10% of customers' }] })
      const restored = await call('post', `${sandbox}/restore`, { revision: 1 })
      expect(restored.body).toMatchObject({
        outcome: 'saved',
        revision: 3,
        prompt: { content: { rollout: { share: 10_000 } } },
      })
      expect((await call('post', `${sandbox}/history/1/restore`)).body).toMatchObject({
        outcome: 'unchanged',
        revision: 3,
      })
      expect((await call('post', `${sandbox}/history/0/restore`)).body).toMatchObject({ prompt: null, revision: 4 })
      const kinds = (await call('get', `${sandbox}/history?limit=2`)).body.revisions
      expect(kinds).toMatchObject([
        { kind: 'restore', restoredFrom: 0 },
        { kind: 'restore', restoredFrom: 1 },
      ])
      expect((await call('post', `${sandbox}/restore`, { revision: 99 })).status).toBe(404)
      expect((await call('post', `${sandbox}/restore`, {})).body.errors).toMatchObject([{ path: 'revision' }])
      const stale = await call('post', `${sandbox}/history/1/restore`, {}, { 'if-match': '"3"' })
      expect(stale).toMatchObject({ status: 412, body: { code: 'stale_revision' } })

      const sure = { comment: 'Launch', confirmation: app.name }
      await put(production, {}, sure)
      await put(production, { isOn: false }, sure)
      const unsure = await call('post', `${production}/history/1/restore`)
      expect(unsure).toMatchObject({ status: 400, body: { code: 'confirmation_needed' } })
      expect((await call('post', `${production}/history/1/restore`, sure)).body).toMatchObject({ outcome: 'saved' })
    }))

  it('lets the token that saved undo it', () =>
    withApi(async (api) => {
      const { sandbox, call, put } = await setApart(api)
      const { revision } = (await put(sandbox, {})).body
      const undone = await call('post', `${sandbox}/undo`, { revision })
      expect(undone).toMatchObject({ status: 200, body: { prompt: null, revision: 2 } })
      expect((await call('post', `${sandbox}/undo`, { revision })).status).toBe(409)
    }))
})
