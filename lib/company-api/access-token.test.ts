import { afterEach, describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeEnvironment } from '@/db/factories'
import { findEndpoint } from '@/db/queries/settings/endpoint-settings'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import type { OAuth } from './access-token'
import { allowCompanyApiHost } from './allowed-hosts'
import { sendToCompany } from './send'
import { showEndpoint } from './show-endpoint'
import { storeEndpoint } from './store-endpoint'
import { makeEndpoint } from './testing/endpoint'
import { type CompanyAct, scriptedCompany } from './testing/scripted-company'
import { scriptedTokenUrl, type TokenAct, tokenAct } from './testing/scripted-token-url'
import { tryEndpoint } from './try-endpoint'

const values = { uuid: 'u', address: 'u', user: { id: 'u' }, userId: 'u', anonymousId: null, type: 'live', payload: {} }
const ended: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const server of ended.splice(0)) await server.close()
})

type Given = { tokens: TokenAct[]; company?: CompanyAct[]; auth?: Partial<OAuth> }

async function withTokens(db: Db, { tokens: acts, company: answers = [{ status: 200 }], auth = {} }: Given) {
  const [tokens, company] = [await scriptedTokenUrl(...acts), await scriptedCompany(...answers)]
  ended.push(tokens, company)
  for (const { host } of [tokens, company]) allowCompanyApiHost(host)
  const { id: environmentId } = await makeEnvironment(db)
  const oauth: OAuth = {
    ...{
      kind: 'oauth2',
      tokenUrl: tokens.url,
      clientId: 'pushdesk',
      clientSecret: 'hidden:secret',
      clientAuth: 'basic',
    },
    ...auth,
  }
  await makeEndpoint(db, { environmentId, url: company.url, auth: oauth })
  const endpoint = await findEndpoint(db, { environmentId })
  const send = () => sendToCompany(endpoint, { deliveryId: crypto.randomUUID(), values: given, now: new Date() })
  const sentWith = () => company.seen.map(({ headers }) => headers.authorization)
  return { tokens, company, environmentId, endpoint, oauth, send, sentWith }
}

const given = { ...values, title: 'T', body: 'B', notificationId: 'n', deliveryId: 'd' } as unknown as Parameters<
  typeof sendToCompany
>[1]['values'] // the values that the default body needs

describe('OAuth 2.0 client credentials', () => {
  it('request a token once for all waiting requests, and keep it', () =>
    inRollback(async (db) => {
      const { send, sentWith, tokens } = await withTokens(db, {
        tokens: [tokenAct('token-1')],
        auth: { scope: 'push.send', audience: 'push' },
      })
      const answers = await Promise.all([send(), send(), send()])
      answers.push(await send())
      expect(answers.map(({ outcome }) => outcome)).toEqual(Array(4).fill('accepted'))
      expect(sentWith()).toEqual(Array(4).fill('Bearer token-1'))
      expect(tokens.seen).toMatchObject([
        {
          headers: { authorization: `Basic ${Buffer.from('pushdesk:hidden%3Asecret').toString('base64')}` },
          form: { grant_type: 'client_credentials', scope: 'push.send', audience: 'push' },
        },
      ])
    }))

  it('go into the body if the company wants them there', () =>
    inRollback(async (db) => {
      const { send, tokens } = await withTokens(db, { tokens: [tokenAct('t')], auth: { clientAuth: 'post' } })
      await send()
      const [asked] = tokens.seen
      expect(asked?.form).toMatchObject({ client_id: 'pushdesk', client_secret: 'hidden:secret' })
      expect(asked?.headers.authorization).toBeUndefined()
    }))

  it('renew a token before it expires', () =>
    inRollback(async (db) => {
      // Its last fifth begins as soon as it arrives.
      const { send, sentWith } = await withTokens(db, { tokens: [tokenAct('short', 0.000_01), tokenAct('long')] })
      await send()
      await send()
      await send()
      expect(sentWith()).toEqual(['Bearer short', 'Bearer long', 'Bearer long'])
    }))

  it('renew a token that the API rejects with 401, and retry the request once', () =>
    inRollback(async (db) => {
      const { send, sentWith, tokens } = await withTokens(db, {
        tokens: [tokenAct('old'), tokenAct('new')],
        company: [{ status: 200 }, { status: 401 }, { status: 200 }, { status: 401 }],
      })
      await send()
      expect((await send()).outcome).toBe('accepted')
      expect(sentWith()).toEqual(['Bearer old', 'Bearer old', 'Bearer new'])
      // If a recent renewal didn't help, the 401 is the company's final response.
      expect(await send()).toMatchObject({ status: 401, reason: 'http_401' })
      expect([sentWith().length, tokens.seen.length]).toEqual([4, 2])
    }))
})

describe('a token URL that fails', () => {
  it.each<[string, TokenAct, object]>([
    [
      'rejects the client',
      { status: 401, body: { error: 'invalid_client' } },
      { reason: 'access_token_rejected', detail: 'HTTP 401 invalid_client' },
    ],
    [
      'is down',
      { status: 503, headers: { 'retry-after': '30' }, body: 'x' },
      { reason: 'access_token_unavailable', detail: 'HTTP 503', retryAfterMs: 30_000 },
    ],
    ['answers with a page', { status: 200, body: '<html>' }, { reason: 'access_token_unavailable' }],
  ])('%s: the failure is reported, nothing is sent, and the URL isn’t called again for a while', (_, act, answer) =>
    inRollback(async (db) => {
      const { send, tokens, company } = await withTokens(db, { tokens: [act] })
      for (const said of [await send(), await send()]) {
        expect(said).toMatchObject({ outcome: 'not_sent', status: null, ...answer, request: { url: tokens.url } })
        expect(JSON.stringify(said)).not.toContain('hidden')
      }
      expect([tokens.seen.length, company.seen.length]).toEqual([1, 0])
    }),
  )

  it('is called again at once after the credentials change', () =>
    inRollback(async (db) => {
      const { send, tokens, company, environmentId, oauth } = await withTokens(db, {
        tokens: [{ status: 401, body: { error: 'invalid_client' } }, tokenAct('good')],
      })
      await send()
      const admin = await signedIn(db, { role: 'admin' })
      const auth = { ...oauth, clientSecret: 'hidden-new' }
      await storeEndpoint(admin, { environmentId, url: company.url, usedFor: 'uuid', auth })
      expect(await tryEndpoint(admin, { environmentId })).toMatchObject({ outcome: 'accepted', failedAt: null })
      expect(tokens.seen).toHaveLength(2)
    }))

  it('is distinguished from a failing company API by a test request', () =>
    inRollback(async (db) => {
      const admin = await signedIn(db, { role: 'admin' })
      const rejects = await withTokens(db, { tokens: [{ status: 400, body: { error: 'invalid_scope' } }] })
      const tried = await tryEndpoint(admin, rejects)
      expect(tried).toMatchObject({ failedAt: 'token_url', detail: 'HTTP 400 invalid_scope' })
      expect(tried.meaning).toMatch(/client secret/)
      const fails = await withTokens(db, { tokens: [tokenAct('t')], company: [{ status: 500 }] })
      expect(await tryEndpoint(admin, fails)).toMatchObject({ failedAt: 'company_api', status: 500 })
    }))
})

it('keeps the client secret encrypted, and shows the client ID and the token URL’s host', () =>
  inRollback(async (db) => {
    const { environmentId, tokens, endpoint } = await withTokens(db, { tokens: [] })
    const view = await showEndpoint(await signedIn(db, { role: 'admin' }), { environmentId })
    expect(view).toMatchObject({ authKind: 'oauth2', authHint: `client pushdesk at ${tokens.host}` })
    expect(JSON.stringify([view, endpoint])).not.toContain('hidden')
  }))

it('rejects a token URL that could never be called, and plain http in production', () =>
  inRollback(async (db) => {
    const admin = await signedIn(db, { role: 'admin' })
    const { id: environmentId } = await makeEnvironment(db, { name: 'production' })
    const auth = { kind: 'oauth2', clientId: 'a', clientSecret: 'b' } as const
    const save = (tokenUrl: string) =>
      storeEndpoint(admin, {
        environmentId,
        url: 'https://x.example.com',
        usedFor: 'uuid',
        auth: { ...auth, tokenUrl },
      })
    await expect(save('http://login.example.com/token')).rejects.toMatchObject({
      fields: { 'auth.tokenUrl': [expect.stringContaining('https://')] },
    })
    await expect(save('not a URL')).rejects.toMatchObject({ fields: { 'auth.tokenUrl': [expect.any(String)] } })
  }))
