import { describe, expect, it } from 'vitest'
import { makeApiKey, makeApp, makeCompany, makeEnvironment, unique } from '@/db/factories'
import { makeServiceToken } from '@/db/staff-factories'
import { withApi } from '@/gateway/testing'
import { makeCertificates } from '@/lib/apns/simulator/certificates'

type Api = Parameters<Parameters<typeof withApi>[0]>[0]

/** Creates an app through the API alone. */
async function appBy({ ask, db }: Api) {
  const { token: key } = await makeServiceToken(db)
  const slug = unique('northwind')
  const base = '/api/v1/manage/companies'
  await ask('post', base, { key, body: { slug, name: 'Northwind' } })
  const body = { slug: 'ios', name: 'iOS', bundleId: `com.example.${slug}`, apnsServer: 'simulator' }
  await ask('post', `${base}/${slug}/apps`, { key, body })
  return { key, path: `${base}/${slug}/apps/ios/environments/sandbox` }
}

describe('API keys over the API', () => {
  it('are created, work at once, and are rotated and revoked', () =>
    withApi(async (api) => {
      const { ask } = api
      const { key, path } = await appBy(api)
      const made = await ask('post', `${path}/api-keys`, { key, body: { kind: 'secret', name: 'Chat platform' } })
      expect(made).toMatchObject({
        status: 201,
        body: {
          apiKey: { kind: 'secret', name: 'Chat platform', state: 'live', publishableKey: null },
          key: expect.stringMatching(/^sk_/),
        },
      })
      const works = async (sk: string) => (await ask('get', '/api/v1/deliveries', { key: sk })).status
      expect(await works(made.body.key)).toBe(200)
      const listed = await ask('get', `${path}/api-keys`, { key })
      expect(listed.body.apiKeys).toHaveLength(1)
      expect(JSON.stringify(listed.body)).not.toContain(made.body.key)
      const rotated = await ask('post', `${path}/api-keys/${made.body.apiKey.id}/rotate`, {
        key,
        body: { overlapHours: 0 },
      })
      expect(rotated.status).toBe(201)
      expect(await works(rotated.body.key)).toBe(200)
      expect((await ask('delete', `${path}/api-keys/${rotated.body.apiKey.id}`, { key })).status).toBe(204)
      expect((await ask('delete', `${path}/api-keys/${rotated.body.apiKey.id}`, { key })).status).toBe(404)
    }))

  it('are all listed and found, however many there are', () =>
    withApi(async ({ ask, db }) => {
      const company = await makeCompany(db)
      const app = await makeApp(db, { companyId: company.id })
      const { id: environmentId } = await makeEnvironment(db, { appId: app.id, name: 'sandbox' })
      const { token: key } = await makeServiceToken(db)
      const path = `/api/v1/manage/companies/${company.slug}/apps/${app.slug}/environments/sandbox`
      const ids = new Set<string>()
      for (let made = 0; made < 205; made += 1)
        ids.add((await makeApiKey(db, { environmentId, kind: 'publishable' })).id)
      const seen: string[] = []
      for (let cursor = ''; ; ) {
        const { body } = await ask('get', `${path}/api-keys?limit=50${cursor && `&cursor=${cursor}`}`, { key })
        seen.push(...body.apiKeys.map(({ id }: { id: string }) => id))
        if (!body.nextCursor) break
        cursor = body.nextCursor
      }
      expect(seen).toHaveLength(205)
      expect(new Set(seen)).toEqual(ids)
      const last = seen.at(-1)
      expect((await ask('post', `${path}/api-keys/${last}/rotate`, { key })).status).toBe(201)
      expect((await ask('delete', `${path}/api-keys/${last}`, { key })).status).toBe(204)
      expect((await ask('get', `${path}/api-keys?cursor=nonsense`, { key })).status).toBe(400)
    }))

  it('expire at the given time, which can’t be in the past', () =>
    withApi(async (api) => {
      const { ask } = api
      const { key, path } = await appBy(api)
      const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
      const given = { kind: 'publishable', name: 'App' }
      const made = await ask('post', `${path}/api-keys`, { key, body: { ...given, expiresAt } })
      expect(made.body.apiKey).toMatchObject({ expiresAt, publishableKey: made.body.key })
      const unbounded = await ask('post', `${path}/api-keys/${made.body.apiKey.id}/rotate`, { key })
      expect(unbounded).toMatchObject({ status: 201, body: { oldEndsAt: expiresAt } })
      for (const wrong of ['2020-01-01T00:00:00Z', '2999-01-01T00:00:00Z', 'tomorrow']) {
        const refused = await ask('post', `${path}/api-keys`, { key, body: { ...given, expiresAt: wrong } })
        expect(refused, wrong).toMatchObject({ status: 400, body: { errors: [{ path: 'expiresAt' }] } })
      }
      const odd = await ask('post', `${path}/api-keys`, { key, body: { kind: 'other', name: '' } })
      expect(odd.status).toBe(400)
    }))
})

describe('the company API’s settings over the API', () => {
  it('is saved showing its signing secret once, read without secrets, and removed', () =>
    withApi(async (api) => {
      const { ask } = api
      const { key, path } = await appBy(api)
      expect((await ask('get', `${path}/company-api`, { key })).status).toBe(404)
      const body = {
        url: 'https://93.184.216.34/notify',
        usedFor: 'uuid',
        auth: { kind: 'bearer', token: 'hidden-token' },
      }
      const saved = await ask('put', `${path}/company-api`, { key, body })
      expect(saved).toMatchObject({
        status: 200,
        body: { companyApi: { authKind: 'bearer' }, signingSecret: expect.stringMatching(/^whsec_/) },
      })
      const again = await ask('put', `${path}/company-api`, { key, body })
      expect(again.status).toBe(200)
      expect(again.body.signingSecret).toBeUndefined()
      const read = await ask('get', `${path}/company-api`, { key })
      expect(read.body.companyApi).toMatchObject({ url: body.url, usedFor: 'uuid', bodyTemplate: null })
      expect(JSON.stringify(read.body)).not.toContain('hidden')
      const rotated = await ask('post', `${path}/company-api/rotate-signing-secret`, { key })
      expect(rotated.body.signingSecret).not.toBe(saved.body.signingSecret)
      expect((await ask('delete', `${path}/company-api`, { key })).status).toBe(204)
      expect((await ask('post', `${path}/company-api/try`, { key })).status).toBe(404)
    }))

  it.each([
    [
      { kind: 'basic', username: 'push', password: 'hidden' },
      { kind: 'basic', username: 'push' },
    ],
    [
      { kind: 'headers', headers: { 'X-Key': 'hidden' } },
      { kind: 'headers', headers: ['X-Key'] },
    ],
    [
      { kind: 'oauth2', tokenUrl: 'https://93.184.216.34/token', clientId: 'pushdesk', clientSecret: 'hidden' },
      {
        ...{ kind: 'oauth2', tokenUrl: 'https://93.184.216.34/token', clientId: 'pushdesk' },
        ...{ scope: null, audience: null, clientAuth: 'basic' },
      },
    ],
  ])('shows the parts of its authentication that aren’t secret: %j', (auth, shown) =>
    withApi(async (api) => {
      const { key, path } = await appBy(api)
      const { caPem: caCertificate } = await makeCertificates()
      const body = { url: 'https://93.184.216.34/notify', usedFor: 'uuid', auth, caCertificate }
      expect((await api.ask('put', `${path}/company-api`, { key, body })).status).toBe(200)
      const { companyApi } = (await api.ask('get', `${path}/company-api`, { key })).body
      expect(companyApi).toMatchObject({ auth: shown, caCertificate: { pem: caCertificate.trim() } })
      expect(companyApi.auth).toEqual(shown)
    }),
  )

  it('is rejected by field if it could never be called', () =>
    withApi(async (api) => {
      const { ask } = api
      const { key, path } = await appBy(api)
      for (const url of ['https://127.0.0.1/notify', 'ftp://example.com', 'https://user:pass@example.com']) {
        const refused = await ask('put', `${path}/company-api`, { key, body: { url, usedFor: 'uuid' } })
        expect(refused, url).toMatchObject({ status: 400, body: { errors: [{ path: 'url' }] } })
      }
      expect((await ask('get', `${path}/company-api`, { key })).status).toBe(404)
    }))
})

describe('an APNs key over the API', () => {
  it('is rejected by field if invalid, and nothing is stored', () =>
    withApi(async (api) => {
      const { ask } = api
      const { key, path } = await appBy(api)
      const body = { keyId: 'short', teamId: 'TEAM123456', privateKey: 'not a key' }
      const refused = await ask('post', `${path}/apns-keys`, { key, body })
      expect(refused.status).toBe(400)
      expect(refused.body.errors.map(({ path: field }: { path: string }) => field).sort()).toEqual([
        'keyId',
        'privateKey',
      ])
      expect((await ask('get', `${path}/apns-keys`, { key })).body.apnsKeys).toEqual([])
      expect((await ask('delete', `${path}/apns-keys/ABC123DEFG`, { key })).status).toBe(404)
    }))
})

describe('the identity secret over the API', () => {
  it('is replaced and shown once', () =>
    withApi(async (api) => {
      const { ask } = api
      const { key, path } = await appBy(api)
      const [first, second] = [
        await ask('post', `${path}/rotate-identity-secret`, { key }),
        await ask('post', `${path}/rotate-identity-secret`, { key }),
      ]
      expect(first.body.identitySecret).not.toBe(second.body.identitySecret)
      expect(JSON.stringify((await ask('get', path, { key })).body)).not.toContain(second.body.identitySecret)
    }))
})
