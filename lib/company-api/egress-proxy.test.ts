import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Certificates, makeCertificates } from '@/lib/apns/simulator/certificates'
import { env, readEnv } from '@/lib/env'
import { fetchPublicJson } from '@/lib/identity/fetch-public-json'
import { proxyFor } from './egress-proxy'
import { NoAnswer, postJson } from './post-json'
import { AddressNotAllowed } from './public-lookup'
import { clientCertificate } from './testing/client-certificate'
import { scriptedProxy } from './testing/scripted-proxy'
import { secureCompany } from './testing/secure-company'
import { whyNeverCalled } from './why-never-called'

const ended: { close(): Promise<unknown> }[] = []
const settings = env()
let authority: Certificates
beforeAll(async () => {
  authority = await makeCertificates()
})
afterEach(async () => {
  Object.assign(settings, { HTTPS_PROXY: undefined, NO_PROXY: '' })
  for (const server of ended.splice(0)) await server.close()
})

async function throughProxy(given: Parameters<typeof scriptedProxy>[0] = {}, { wantsClient = true } = {}) {
  const [proxy, company] = [await scriptedProxy(given), await secureCompany(authority, { wantsClient })]
  ended.push(proxy, company)
  Object.assign(settings, { HTTPS_PROXY: proxy.url, NO_PROXY: '' })
  const tls = { ca: authority.caPem }
  return { proxy, company, tls }
}

const request = { headers: { 'content-type': 'application/json' }, body: '{}' }

describe('HTTPS_PROXY', () => {
  it('carries a request to a name that only the proxy can resolve, with TLS and a client certificate', async () => {
    const { proxy, company, tls } = await throughProxy()
    const { certificate: cert, privateKey: key } = await clientCertificate(authority)
    // The host isn't allowed here: the proxy decides where localhost is.
    const { status } = await postJson(new URL(company.url), { ...request, tls: { ...tls, cert, key } })
    await postJson(new URL(company.url), { ...request, tls: { ...tls, cert, key } })
    expect([status, company.seen]).toEqual([200, ['pushdesk', 'pushdesk']])
    const authorization = `Basic ${Buffer.from('ops:hid den').toString('base64')}`
    // The second request reused the connection of the first.
    expect(proxy.seen).toEqual([{ target: company.host, authorization }])
  })

  it('is bypassed for the hosts in NO_PROXY', async () => {
    const { proxy, company, tls } = await throughProxy({}, { wantsClient: false })
    Object.assign(settings, { NO_PROXY: 'example.com, localhost' })
    // Without the proxy, a name that resolves to this machine is refused.
    const sent = postJson(new URL(company.url), { ...request, tls })
    await expect(sent).rejects.toMatchObject({ cause: expect.any(AddressNotAllowed) })
    expect(proxy.seen).toEqual([])
  })

  it('is never used for a literal private address', async () => {
    const { proxy } = await throughProxy()
    for (const url of ['https://127.0.0.1/x', 'https://10.0.0.1/x', 'https://[::1]/x', 'https://169.254.169.254/'])
      await expect(postJson(new URL(url), request)).rejects.toBeInstanceOf(AddressNotAllowed)
    expect(await whyNeverCalled('https://10.0.0.1/x')).toMatch(/isn’t a public address/)
    expect(await whyNeverCalled('https://only-the-proxy-knows.internal/x')).toBeUndefined()
    expect(proxy.seen).toEqual([])
  })

  it.each([407, 502])('is reported as a failed connection on %s, without its password', async (status) => {
    const { company, tls } = await throughProxy({ status })
    const failed = await postJson(new URL(company.url), { ...request, tls }).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(NoAnswer)
    expect(failed).toMatchObject({ isSent: false, cause: { code: `PROXY_${status}` } })
    expect(String(failed)).not.toContain('hid')
  })

  it('carries JWKS requests too', async () => {
    const { proxy, company } = await throughProxy({}, { wantsClient: false })
    // The test’s authority isn’t public, so TLS fails, but through the proxy.
    await expect(fetchPublicJson(company.url)).rejects.toMatchObject({ code: 'SELF_SIGNED_CERT_IN_CHAIN' })
    expect(proxy.seen).toMatchObject([{ target: company.host }])
  })
})

it.each([
  ['', 'https://a.example.com', true],
  ['*', 'https://a.example.com', false],
  ['example.com', 'https://a.example.com', false],
  ['.example.com', 'https://example.com', false],
  ['*.example.com', 'https://a.example.com', false],
  ['ample.com', 'https://example.com', true],
  ['example.com:8443', 'https://example.com', true],
  ['example.com:443', 'https://example.com', false],
  ['10.0.0.1 ,[::1]', 'https://[::1]/', false],
  ['', 'http://a.example.com', false],
])('with NO_PROXY=%s, %s goes through the proxy: %s', (exceptions, url, isProxied) => {
  Object.assign(settings, { HTTPS_PROXY: 'http://proxy.internal:3128', NO_PROXY: exceptions })
  expect(proxyFor(new URL(url)) !== undefined).toBe(isProxied)
})

it('accepts the lower-case variable names, and rejects a proxy that isn’t a URL', () => {
  expect(readEnv({ https_proxy: 'http://proxy:1', no_proxy: 'a' })).toMatchObject({ HTTPS_PROXY: 'http://proxy:1' })
  expect(() => readEnv({ HTTPS_PROXY: 'proxy:3128' })).toThrow(/HTTPS_PROXY must be a URL/)
})
