import { describe, expect, it } from 'vitest'
import { makeServiceToken, makeStaff } from '@/db/staff-factories'
import { withApi } from '@/gateway/testing'
import { setApart } from './testing'

type Api = Parameters<Parameters<typeof withApi>[0]>[0]

/** Creates a change in production that awaits approval, and the token of a colleague who can decide it. */
async function waiting(api: Api) {
  const here = await setApart(api, { requiresApproval: true })
  const sure = { comment: 'Launch', confirmation: here.app.name }
  const { body } = await here.put(here.production, {}, sure)
  const companyIds = [here.company.id]
  const colleague = await makeStaff(api.db, { role: 'integration_manager', companyIds })
  const { token: key } = await makeServiceToken(api.db, {
    role: 'integration_manager',
    companyIds,
    ownerId: colleague.id,
  })
  return { ...here, key, sure, proposalId: body.proposal.id, path: `${here.production}/proposals/${body.proposal.id}` }
}

describe('a change that needs approval, over the API', () => {
  it('is listed, reviewed, and approved by someone else’s token', () =>
    withApi(async (api) => {
      const { app, company, call, key, path, production, proposalId } = await waiting(api)
      const listed = await call('get', `${production}/proposals`)
      expect(listed.body.proposals).toMatchObject([{ id: proposalId, comment: 'Launch', changes: expect.any(Array) }])
      const [approval] = (await api.ask('get', '/api/v1/manage/approvals', { key })).body.approvals
      const place = { company: company.slug, app: app.slug, environment: 'production' }
      expect(approval).toMatchObject({ ...place, id: proposalId, isOwn: false, mayDecide: true })
      const read = await call('get', path)
      expect(read.body).toMatchObject({ affected: { apps: { startAsking: [app.name] } }, conflict: null })
      expect((await call('post', `${path}/approve`)).status).toBe(403)
      const approved = await api.ask('post', `${path}/approve`, { key })
      expect(approved).toMatchObject({ status: 200, body: { level: 'app', revision: 1 } })
      const [revision] = (await call('get', `${production}/history`)).body.revisions
      expect(revision.approvedBy).toContain('service token of')
      expect((await api.ask('post', `${path}/approve`, { key })).status).toBe(404)
    }))

  it('is rejected by someone else, and withdrawn by its author', () =>
    withApi(async (api) => {
      const { call, put, key, path, production, sure, proposalId } = await waiting(api)
      const rejected = await api.ask('post', `${path}/reject`, { key })
      expect(rejected.body).toEqual({ proposal: { id: proposalId, status: 'rejected', reason: null } })
      expect((await call('get', path)).status).toBe(404)
      const again = await put(production, {}, sure)
      const repeated = await put(production, {}, sure)
      expect(repeated).toMatchObject({ status: 409 })
      const own = await call('post', `${production}/proposals/${again.body.proposal.id}/reject`)
      expect(own.body.proposal.status).toBe('withdrawn')
      expect((await call('get', '/api/v1/manage/approvals')).body).toEqual({ approvals: [], nextCursor: null })
    }))

  it('is rejected with a reason, alone or in a batch, that its author and the audit log get', () =>
    withApi(async (api) => {
      const { put, key, path, production, sure, proposalId } = await waiting(api)
      const reject = (body: unknown) => api.ask('post', `${path}/reject`, { key, body })
      expect((await reject({ reason: 'x'.repeat(501) })).body.errors).toMatchObject([{ path: 'reason' }])
      expect((await reject({ reason: 'a\u0000b' })).body.errors).toMatchObject([{ path: 'reason' }])
      expect((await reject({ why: 'Too early.' })).status).toBe(400)
      const rejected = { id: proposalId, status: 'rejected', reason: 'Too early.' }
      expect((await reject({ reason: '  Too early.\n' })).body).toEqual({ proposal: rejected })
      const again = (await put(production, {}, sure)).body.proposal.id
      const calls = [
        {
          method: 'POST',
          path: `${production.replace('/api/v1/manage', '')}/proposals/${again}/reject`,
          body: { reason: 'Später ☃' },
        },
      ]
      const batch = await api.ask('post', '/api/v1/manage/batch', { key, body: { calls } })
      expect(batch.body.responses).toMatchObject([{ body: { proposal: { id: again, reason: 'Später ☃' } } }])
      const { entries } = (await api.ask('get', `/api/v1/manage/audit?subject=${again}`, { key })).body
      expect(entries).toMatchObject([{ action: 'prompt.reject', comment: 'Später ☃' }])
    }))

  it('is found at the company, if it is a company’s', () =>
    withApi(async (api) => {
      const { call, put, company, sure } = await waiting(api)
      const path = `/api/v1/manage/companies/${company.slug}/prompt/production`
      const proposed = await put(path, {}, { ...sure, confirmation: company.name })
      expect(proposed.status).toBe(202)
      expect((await call('get', `${path}/proposals`)).body.proposals).toHaveLength(1)
      const { approvals } = (await call('get', '/api/v1/manage/approvals')).body
      expect(approvals).toContainEqual(expect.objectContaining({ id: proposed.body.proposal.id, app: null }))
    }))
})
