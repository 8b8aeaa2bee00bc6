import { describe, expect, it } from 'vitest'
import { makeApp, makeCompany, makeEnvironment, unique } from '@/db/factories'
import { makeServiceToken } from '@/db/staff-factories'
import { withApi } from '@/gateway/testing'

type Api = Parameters<Parameters<typeof withApi>[0]>[0]

const path = '/api/v1/manage/batch'
const companyNamed = ({ db }: Api, name: string) =>
  db.query.companies.findFirst({ where: ({ slug }, { eq }) => eq(slug, name) })

/** A company and its app. */
const both = (slug: string, bundleId = `com.example.${slug}`) => [
  { method: 'POST', path: '/companies', body: { slug, name: 'Fabrikam' } },
  { method: 'POST', path: `/companies/${slug}/apps`, body: { slug: 'ios', name: 'iOS', bundleId } },
]

async function workspaceOf(db: Api['db']) {
  const { id: companyId, slug } = await makeCompany(db)
  const app = await makeApp(db, { companyId })
  await makeEnvironment(db, { appId: app.id, name: 'sandbox' })
  return { companyId, path: `/companies/${slug}/apps/${app.slug}/environments/sandbox` }
}

describe('the calls in a batch', () => {
  it('are all made in order, each with its audit entry', () =>
    withApi(async (api) => {
      const { token: key } = await makeServiceToken(api.db)
      const slug = unique('fabrikam')
      const done = await api.ask('post', path, { key, body: { calls: both(slug) } })
      expect(done).toMatchObject({
        status: 200,
        body: {
          responses: [
            { status: 201, body: { company: { slug } } },
            { status: 201, body: { app: {} } },
          ],
        },
      })
      const company = await companyNamed(api, slug)
      const entries = await api.db.query.auditEntries.findMany({
        where: ({ companyId, subjectId }, { eq, or }) =>
          or(eq(companyId, company?.id ?? ''), eq(subjectId, company?.id ?? '')),
      })
      expect(entries.map(({ action }) => action).sort()).toEqual(['app.create', 'company.create'])
    }))

  it('are all undone if one is rejected, which is named by number and field', () =>
    withApi(async (api) => {
      const { token: key } = await makeServiceToken(api.db)
      const { bundleId } = await makeApp(api.db)
      const slug = unique('fabrikam')
      const refused = await api.ask('post', path, { key, body: { calls: both(slug, bundleId) } })
      expect(refused).toMatchObject({
        status: 409,
        body: {
          detail: expect.stringMatching(/^Nothing was changed, because call 2 of 2 was refused: /),
          errors: [{ path: 'calls.1.bundleId', message: expect.stringContaining('already has this bundle ID') }],
        },
      })
      expect(await companyNamed(api, slug)).toBeUndefined()
    }))

  it('report all errors, but not those that only follow from another', () =>
    withApi(async (api) => {
      const { token: key } = await makeServiceToken(api.db)
      const slug = unique('fabrikam')
      const calls = [
        ...both('Not A Slug').map((call) => ({ ...call, path: call.path.replace('Not A Slug', slug) })),
        { method: 'PATCH', path: `/companies/${slug}/apps/ios/environments/sandbox`, body: { tokenMinutesMax: 'x' } },
      ]
      const { status, body } = await api.ask('post', path, { key, body: { calls } })
      expect(status).toBe(400)
      expect(body.errors.map(({ path: at }: { path: string }) => at)).toEqual([
        'calls.0.slug',
        'calls.2.tokenMinutesMax',
      ])
    }))

  it('change nothing in a dry run, and report their responses', () =>
    withApi(async (api) => {
      const { token: key } = await makeServiceToken(api.db)
      const slug = unique('fabrikam')
      const tried = await api.ask('post', path, { key, body: { calls: both(slug), dryRun: true } })
      expect(tried).toMatchObject({ status: 200, body: { responses: [{ status: 201 }, { status: 201 }] } })
      expect(await companyNamed(api, slug)).toBeUndefined()
    }))

  it('are made once, however often they are sent with the same Idempotency-Key', () =>
    withApi(async (api) => {
      const { token: key } = await makeServiceToken(api.db)
      const asked = { key, body: { calls: both(unique('fabrikam')) }, headers: { 'idempotency-key': unique('once') } }
      const first = await api.ask('post', path, asked)
      expect((await api.ask('post', path, asked)).body).toEqual(first.body)
    }))

  it('are each checked for permission and company', () =>
    withApi(async (api) => {
      const [own, other] = [await workspaceOf(api.db), await workspaceOf(api.db)]
      const { token: key } = await makeServiceToken(api.db, {
        role: 'integration_manager',
        companyIds: [own.companyId],
      })
      const changeOf = ({ path: at }: typeof own) => ({ method: 'PATCH', path: at, body: { audience: 'push' } })
      expect((await api.ask('post', path, { key, body: { calls: both(unique('new')) } })).status).toBe(403)
      const calls = [changeOf(own), changeOf(other)]
      expect((await api.ask('post', path, { key, body: { calls } })).status).toBe(404)
      expect((await api.ask('get', `/api/v1/manage${own.path}`, { key })).body.environment.audience).toBeNull()
      expect((await api.ask('post', path, { key, body: { calls: calls.slice(0, 1) } })).status).toBe(200)
    }))

  it.each([
    ['/batch', { calls: [] }],
    ['/companies/x/apps/y/environments/sandbox/apns-keys', { keyId: 'A', teamId: 'B', privateKey: 'C' }],
    ['/channels', { kind: 'webhook', name: 'Ops', url: 'https://example.com' }],
    ['/nowhere', {}],
  ])('can’t include %s', (at, body) =>
    withApi(async (api) => {
      const { token: key } = await makeServiceToken(api.db)
      const calls = [{ method: 'POST', path: at, body }]
      const refused = await api.ask('post', path, { key, body: { calls } })
      expect([400, 404]).toContain(refused.status)
      expect(refused.body.errors).toEqual([
        { path: 'calls.0', message: expect.stringMatching(/isn’t allowed in a batch|No such call/) },
      ])
    }),
  )
})
