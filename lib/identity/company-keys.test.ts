import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { makeApp, makeEnvironment } from '@/db/factories'
import { inRollback } from '@/db/testing'
import { allowCompanyApiHost } from '@/lib/company-api/allowed-hosts'
import type { MachineContext } from '@/lib/context'
import { encrypt } from '@/lib/secrets'
import { withKey } from '@/lib/testing/contexts'
import { fetchPublicJson } from './fetch-public-json'
import { checkIdentity } from './verify-user-token'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
  vi.useRealTimers()
})

/** A company's server with one key. Returns its URL and a way to sign. */
async function companyServer({ isAllowed = true, status: first = 200 } = {}) {
  let status = first
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256' }]
  let asked = 0
  const server = createServer((_, response) => {
    asked += 1
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }))
  }).listen(0, '127.0.0.1')
  servers.push(server)
  await new Promise((resolve) => server.once('listening', resolve))
  // An earlier test may have allowed this address and port; no test allows the name.
  const name = isAllowed ? '127.0.0.1' : 'localhost'
  const host = `${name}:${(server.address() as AddressInfo).port}` // it listens on a port, so this is no path
  if (isAllowed) allowCompanyApiHost(host)
  return {
    url: `http://${host}/jwks.json`,
    asked: () => asked,
    answerWith(next: number) {
      status = next
    },
    sign: (sub: string, kid = 'one') =>
      new SignJWT({ sub }).setProtectedHeader({ alg: 'ES256', kid }).setExpirationTime('1h').sign(privateKey),
  }
}

async function caller(db: MachineContext['db'], { jwksUrl, userToken }: { jwksUrl: string; userToken: string }) {
  const { id: appId } = await makeApp(db)
  const id = crypto.randomUUID()
  const identitySecret = encrypt('a secret', `environments.identity_secret:${id}`)
  await makeEnvironment(db, { id, appId, requiresIdentity: true, identitySecret, identityJwksUrl: jwksUrl })
  return withKey(db, { environmentId: id, kind: 'publishable', userToken })
}

describe('a company’s JWKS', () => {
  it('verifies its customers and is fetched once', () =>
    inRollback(async (db) => {
      const company = await companyServer()
      const ctx = await caller(db, { jwksUrl: company.url, userToken: await company.sign('ada') })
      await checkIdentity(ctx, { id: 'ada' })
      await checkIdentity(ctx, { id: 'ada' })
      expect(company.asked()).toBe(1)
      await expect(checkIdentity(ctx, { id: 'bob' })).rejects.toMatchObject({ code: 'identity_token_invalid' })
    }))

  it('is fetched once for concurrent requests, even when it can’t be read', () =>
    inRollback(async (db) => {
      for (const status of [200, 500]) {
        const company = await companyServer({ status })
        const ctx = await caller(db, { jwksUrl: company.url, userToken: await company.sign('ada') })
        await Promise.allSettled(Array.from({ length: 200 }, () => checkIdentity(ctx, { id: 'ada' })))
        expect(company.asked(), `answering ${status}`).toBe(1)
      }
    }))

  it('isn’t fetched for a few seconds after a failure, and then is again', () =>
    inRollback(async (db) => {
      const company = await companyServer({ status: 500 })
      const ctx = await caller(db, { jwksUrl: company.url, userToken: await company.sign('ada') })
      const check = () =>
        checkIdentity(ctx, { id: 'ada' }).then(
          () => undefined,
          ({ details }) => details,
        )
      expect(await check()).toEqual({ retryAfterSeconds: 5 })
      expect(await check()).toEqual({ retryAfterSeconds: expect.any(Number) })
      expect(company.asked()).toBe(1)
      company.answerWith(200)
      vi.setSystemTime(Date.now() + 5_001)
      expect(await check()).toBeUndefined()
      expect(company.asked()).toBe(2)
    }))

  it('still verifies customers with cached keys when a refetch for an unknown key fails', () =>
    inRollback(async (db) => {
      const company = await companyServer()
      const ctx = await caller(db, { jwksUrl: company.url, userToken: await company.sign('ada') })
      await checkIdentity(ctx, { id: 'ada' })
      company.answerWith(500)
      vi.setSystemTime(Date.now() + 30_001)
      const forged = { ...ctx, userToken: await company.sign('ada', 'two') }
      await expect(checkIdentity(forged, { id: 'ada' })).rejects.toMatchObject({ code: 'jwks_unavailable' })
      await checkIdentity(ctx, { id: 'ada' })
      await expect(checkIdentity(forged, { id: 'ada' })).rejects.toMatchObject({ code: 'identity_token_invalid' })
      expect(company.asked()).toBe(2)
    }))

  it('rejects a token signed with a key that it doesn’t list', () =>
    inRollback(async (db) => {
      const company = await companyServer()
      const ctx = await caller(db, { jwksUrl: company.url, userToken: await company.sign('ada', 'two') })
      await expect(checkIdentity(ctx, { id: 'ada' })).rejects.toMatchObject({ code: 'identity_token_invalid' })
    }))

  it.each([
    ['it answers with an error', { status: 500 }],
    ['it answers with a redirect', { status: 302 }],
    ['its address is private and not allowed', { isAllowed: false }],
  ])('is reported as unavailable when %s', (_, given) =>
    inRollback(async (db) => {
      const company = await companyServer(given)
      const ctx = await caller(db, { jwksUrl: company.url, userToken: await company.sign('ada') })
      const refused = { reason: 'unavailable', code: 'jwks_unavailable' }
      await expect(checkIdentity(ctx, { id: 'ada' })).rejects.toMatchObject(refused)
    }),
  )
})

describe('fetchPublicJson', () => {
  it.each([
    'http://example.com/jwks.json',
    'https://127.0.0.1/jwks.json',
    'https://[::1]/jwks.json',
    'https://[::ffff:10.0.0.1]/jwks.json',
    'https://169.254.169.254/latest',
    'https://localhost/jwks.json',
    'https://0x7f.1/jwks.json',
    'https://2130706433/jwks.json',
  ])('never requests %s', async (url) => {
    await expect(fetchPublicJson(url)).rejects.toThrow(/not public|only over https/)
  })
})
