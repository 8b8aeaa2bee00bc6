import { describe, expect, it } from 'vitest'
import { unique } from '@/db/factories'
import { entriesAbout } from '@/db/queries/staff/audit'
import { changeStaffRow } from '@/db/queries/staff/staff'
import { makeServiceToken, makeStaff } from '@/db/staff-factories'
import { everyItem, withApi } from '@/gateway/testing'

const base = '/api/v1/manage'

describe('companies and apps over the API', () => {
  it('are created, read, changed, archived, and restored', () =>
    withApi(async ({ ask, db }) => {
      const { token: key } = await makeServiceToken(db)
      const slug = unique('northwind')
      const made = await ask('post', `${base}/companies`, { key, body: { slug, name: 'Northwind' } })
      expect(made).toMatchObject({ status: 201, body: { company: { slug, name: 'Northwind', archivedAt: null } } })
      const bundleId = `com.example.${slug}`
      const app = await ask('post', `${base}/companies/${slug}/apps`, {
        key,
        body: { slug: 'ios', name: 'iOS', bundleId, apnsServer: 'simulator' },
      })
      expect(app).toMatchObject({
        status: 201,
        body: { app: { slug: 'ios', bundleId, environments: [{ name: 'production' }, { name: 'sandbox' }] } },
      })
      const renamed = await ask('patch', `${base}/companies/${slug}/apps/ios`, { key, body: { name: 'iPhone' } })
      expect(renamed.body.app).toMatchObject({ name: 'iPhone', bundleId })
      const same = await ask('patch', `${base}/companies/${slug}`, { key, body: { name: 'Northwind' } })
      expect(same.status).toBe(200)
      const approval = await ask('patch', `${base}/companies/${slug}`, { key, body: { requiresApproval: true } })
      expect(approval.body.company).toMatchObject({ name: 'Northwind', requiresApproval: true })
      const texts = { key, body: { messageTextDays: 7 } }
      for (const _ of ['changed', 'already so'])
        expect((await ask('patch', `${base}/companies/${slug}`, texts)).body.company).toMatchObject({
          messageTextDays: 7,
        })
      expect((await ask('patch', `${base}/companies/${slug}`, { key, body: { messageTextDays: -1 } })).status).toBe(400)
      const archived = await ask('post', `${base}/companies/${slug}/apps/ios/archive`, { key })
      expect(archived.body.app.archivedAt).not.toBeNull()
      expect((await ask('post', `${base}/companies/${slug}/apps/ios/archive`, { key })).status).toBe(409)
      expect((await ask('post', `${base}/companies/${slug}/apps/ios/restore`, { key })).body.app.archivedAt).toBeNull()
      expect((await ask('post', `${base}/companies/${slug}/archive`, { key })).status).toBe(200)
      const listed = await everyItem((at) => ask('get', at, { key }), `${base}/companies`)
      expect(listed).toContainEqual(expect.objectContaining({ slug, archivedAt: expect.any(String) }))
    }))

  it('are rejected by field, without any change', () =>
    withApi(async ({ ask, db }) => {
      const { token: key } = await makeServiceToken(db)
      const slug = unique('northwind')
      await ask('post', `${base}/companies`, { key, body: { slug, name: 'Northwind' } })
      const paths = async (body: unknown) => {
        const answer = await ask('post', `${base}/companies`, { key, body })
        return [answer.status, (answer.body.errors ?? []).map(({ path }: { path: string }) => path)]
      }
      expect(await paths({ slug, name: 'Again' })).toEqual([409, ['slug']])
      expect(await paths({ slug: 'Not a slug', name: 'A' })).toEqual([400, ['slug']])
      expect(await paths({ slug: 'team', name: 'A' })).toEqual([400, ['slug']])
      expect(await paths({ slug: unique('a'), name: '', more: 1 })).toMatchObject([400, expect.any(Array)])
      const body = { slug: 'ios', name: 'iOS', bundleId: `com.example.${slug}` }
      expect((await ask('post', `${base}/companies/${slug}/apps`, { key, body })).status).toBe(201)
      const taken = await ask('post', `${base}/companies/${slug}/apps`, { key, body: { ...body, slug: 'other' } })
      expect(taken).toMatchObject({ status: 409, body: { errors: [{ path: 'bundleId' }] } })
      expect((await ask('get', `${base}/companies/${slug}/apps`, { key })).body.apps).toHaveLength(1)
    }))

  it('are listed in pages that link to the next one', () =>
    withApi(async ({ ask, db }) => {
      const { token: key } = await makeServiceToken(db)
      for (const slug of ['a', 'b', 'c']) await ask('post', `${base}/companies`, { key, body: { slug, name: slug } })
      const first = await ask('get', `${base}/companies?limit=2`, { key })
      expect(first.body.companies).toHaveLength(2)
      const second = await ask('get', `${base}/companies?limit=2&cursor=${first.body.nextCursor}`, { key })
      const slugs = [...first.body.companies, ...second.body.companies].map(({ slug }) => slug)
      expect(slugs).toEqual([...slugs].sort())
      expect(new Set(slugs).size).toBe(slugs.length)
      expect((await ask('get', `${base}/companies?cursor=nonsense`, { key })).status).toBe(400)
    }))
})

describe('turning off approval', () => {
  const started = async ({ ask, db }: Parameters<Parameters<typeof withApi>[0]>[0]) => {
    const [first, second] = [await makeStaff(db), await makeStaff(db)]
    const { token: key } = await makeServiceToken(db, { ownerId: first.id })
    const { token: other } = await makeServiceToken(db, { ownerId: second.id })
    const slug = unique('northwind')
    const path = `${base}/companies/${slug}`
    await ask('post', `${base}/companies`, { key, body: { slug, name: 'Northwind' } })
    await ask('patch', path, { key, body: { requiresApproval: true } })
    const set = async (token: string, requiresApproval: boolean) => {
      const { status, body } = await ask('patch', path, { key: token, body: { requiresApproval } })
      expect(status).toBe(200)
      return body.company
    }
    return { ask, path, key, other, set }
  }

  it('is requested once, however often an admin’s program sends it, and happens when another admin’s program does', () =>
    withApi(async (api) => {
      const { ask, path, key, other, set } = await started(api)
      for (const _ of ['asked', 'already so'])
        expect(await set(key, false)).toMatchObject({ requiresApproval: true, approvalEndAskedByYou: true })
      expect((await ask('get', path, { key: other })).body.company).toMatchObject({
        approvalEndAskedBy: expect.any(String),
        approvalEndAskedByYou: false,
      })
      expect(await set(other, false)).toMatchObject({ requiresApproval: false, approvalEndAskedBy: null })
    }))

  it('is withdrawn by anyone who asks for approval again', () =>
    withApi(async (api) => {
      const { key, other, set } = await started(api)
      for (const keeps of [key, other]) {
        await set(key, false)
        for (const _ of ['withdrawn', 'already so'])
          expect(await set(keeps, true)).toMatchObject({ requiresApproval: true, approvalEndAskedBy: null })
      }
    }))
})

describe('the settings of an environment', () => {
  it('are read, and changed with the same confirmation as on the page', () =>
    withApi(async ({ ask, db }) => {
      const { token: key } = await makeServiceToken(db)
      const slug = unique('northwind')
      await ask('post', `${base}/companies`, { key, body: { slug, name: 'Northwind' } })
      const app = { slug: 'ios', name: 'iOS', bundleId: `com.example.${slug}`, apnsServer: 'simulator' }
      await ask('post', `${base}/companies/${slug}/apps`, { key, body: app })
      const path = `${base}/companies/${slug}/apps/ios/environments/production`
      const read = await ask('get', path, { key })
      expect(read.body.environment).toMatchObject({ name: 'production', requiresIdentity: true, jwksUrl: null })
      const unconfirmed = await ask('patch', path, { key, body: { requiresIdentity: false } })
      expect(unconfirmed).toMatchObject({ status: 400, body: { code: 'confirmation_needed' } })
      const body = { requiresIdentity: false, confirmation: slug }
      expect((await ask('patch', path, { key, body })).body.environment.requiresIdentity).toBe(false)
      expect((await ask('patch', path, { key, body })).status).toBe(200)
      const noKey = await ask('patch', path, { key, body: { apnsServer: 'apple', confirmation: slug } })
      expect(noKey).toMatchObject({ status: 409, body: { detail: expect.stringContaining('APNs key') } })
      expect((await ask('get', path.replace('production', 'staging'), { key })).status).toBe(404)
    }))
})

describe('an Idempotency-Key', () => {
  it('returns the first response to a repeat without acting, and is rejected with another request', () =>
    withApi(async ({ ask, db }) => {
      const { token: key } = await makeServiceToken(db)
      const headers = { 'idempotency-key': unique('key') }
      const body = { slug: unique('northwind'), name: 'Northwind' }
      const first = await ask('post', `${base}/companies`, { key, body, headers })
      const again = await ask('post', `${base}/companies`, { key, body, headers })
      expect([first.status, again.status]).toEqual([201, 201])
      expect(again.body).toEqual(first.body)
      const other = await ask('post', `${base}/companies`, { key, body: { ...body, name: 'Else' }, headers })
      expect(other).toMatchObject({ status: 409, body: { code: 'id_reused' } })
    }))

  it('can be reused after a rejection, and stores no secret in the clear', () =>
    withApi(async ({ ask, db }) => {
      const { token: key, id } = await makeServiceToken(db)
      const headers = { 'idempotency-key': unique('key') }
      const path = `${base}/service-tokens`
      expect((await ask('post', path, { key, body: { name: '', role: 'admin' }, headers })).status).toBe(400)
      const body = { name: 'Deployment', role: 'admin' }
      const made = await ask('post', path, { key, body, headers })
      expect(made.status).toBe(201)
      const kept = await db.query.keptAnswers.findMany({ where: (row, { eq }) => eq(row.serviceTokenId, id) })
      expect(kept).toHaveLength(1)
      expect(JSON.stringify(kept)).not.toContain(made.body.token)
    }))
})

describe('the identity of a service token', () => {
  it('is in the audit log, with its owner', () =>
    withApi(async ({ ask, db }) => {
      const owner = await makeStaff(db, { role: 'admin' })
      const { token: key, id, name } = await makeServiceToken(db, { ownerId: owner.id })
      const made = await ask('post', `${base}/companies`, { key, body: { slug: unique('a'), name: 'A' } })
      const entries = await entriesAbout(db, { subjectKind: 'company', subjectId: made.body.company.id })
      expect(entries).toMatchObject([
        { actorKind: 'service_token', actorId: id, actorName: `${name}, service token of ${owner.name}` },
      ])
    }))

  it('is invalid once the owner is disabled', () =>
    withApi(async ({ ask, db }) => {
      const owner = await makeStaff(db, { role: 'admin' })
      const { token: key } = await makeServiceToken(db, { ownerId: owner.id })
      expect((await ask('get', `${base}/companies`, { key })).status).toBe(200)
      await changeStaffRow(db, { staffId: owner.id, disabledAt: new Date() })
      expect((await ask('get', `${base}/companies`, { key })).status).toBe(401)
    }))
})

describe('service tokens over the API', () => {
  it('are created for companies, rotated, and revoked', () =>
    withApi(async ({ ask, db }) => {
      const { token: key } = await makeServiceToken(db)
      const slug = unique('northwind')
      await ask('post', `${base}/companies`, { key, body: { slug, name: 'Northwind' } })
      const path = `${base}/service-tokens`
      const made = await ask('post', path, { key, body: { name: 'A', role: 'viewer', companies: [slug] } })
      expect(made).toMatchObject({ status: 201, body: { serviceToken: { companies: [slug] } } })
      const look = (token: string) => ask('get', `${base}/companies/${slug}`, { key: token })
      expect((await look(made.body.token)).status).toBe(200)
      const rotated = await ask('post', `${path}/${made.body.serviceToken.id}/rotate`, { key, body: {} })
      expect((await look(made.body.token)).status).toBe(401)
      expect((await look(rotated.body.token)).status).toBe(200)
      expect((await ask('delete', `${path}/${rotated.body.serviceToken.id}`, { key })).status).toBe(204)
      expect((await look(rotated.body.token)).status).toBe(401)
      const unknown = await ask('post', path, { key, body: { name: 'A', role: 'viewer', companies: ['nothing-here'] } })
      expect(unknown).toMatchObject({ status: 400, body: { errors: [{ path: 'companies.0' }] } })
    }))
})
