import { expect, it } from 'vitest'
import { unique } from '@/db/factories'
import { withApi } from '@/gateway/testing'
import { makeCertificates } from '@/lib/apns/simulator/certificates'
import { clientCertificate } from '@/lib/company-api/testing/client-certificate'
import { commandLine, fileOf, ofCompany, type TestedApi } from './testing'
import { settingsFolder } from './testing-folder'

const folder = settingsFolder()

const variables = { COMPANY_TOKEN: 'hidden-token', OTHER: 'hidden-other' }

/** Applies a company file with this company API in sandbox. */
async function applied(api: TestedApi, companyApi: (given: string) => string, given: string) {
  const slug = unique('northwind')
  const write = (one: string) => folder.write(slug, fileOf(slug, { extra: `companyApi: ${companyApi(one)}` }))
  const run = await commandLine(api, variables)
  await write(given)
  expect(await run('apply', '--folder', folder.path)).toMatchObject({ code: 0, err: '' })
  return { run, write, slug, read: () => folder.read(slug) }
}

const withAuth = (auth: string) => `{ url: 'https://93.184.216.34/a', usedFor: uuid, auth: ${auth} }`
const oauth = (more: string) =>
  `{ kind: oauth2, clientSecret: '\${COMPANY_TOKEN}', clientId: a, tokenUrl: 'https://93.184.216.34/t'${more} }`

it.each([
  [
    'the username',
    `{ kind: basic, username: a, password: '\${COMPANY_TOKEN}' }`,
    ['username: a', 'username: b'],
    'username: a → b',
  ],
  ['a header', `{ kind: headers, headers: { X-A: '\${COMPANY_TOKEN}' } }`, ['X-A', 'X-B'], 'headers: X-A → X-B'],
  ['the token URL', oauth(''), ['/t', '/u'], 'token URL: https://93.184.216.34/t → https://93.184.216.34/u'],
  ['the client ID', oauth(''), ['clientId: a', 'clientId: b'], 'client ID: a → b'],
  ['the scope', oauth(', scope: push'), [', scope: push', ''], 'scope: push → none'],
] as const)('a change to %s of a company API is shown by plan and made by apply', (_, auth, [from, to], line) =>
  withApi(async (api) => {
    const { run, write } = await applied(api, withAuth, auth)
    expect((await run('plan', '--folder', folder.path)).code).toBe(0)
    await write(auth.replace(from, to))
    expect(await run('plan', '--folder', folder.path)).toMatchObject({
      code: 2,
      err: '',
      out: expect.stringContaining(line),
    })
    expect(await run('apply', '--folder', folder.path)).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining(line),
    })
    expect((await run('plan', '--folder', folder.path)).code).toBe(0)
  }),
)

it.each([
  `{ kind: basic, username: a, password: '\${COMPANY_TOKEN}' }`,
  `{ kind: headers, headers: { X-A: '\${COMPANY_TOKEN}', X-B: '\${OTHER}' } }`,
  oauth(', scope: push, clientAuth: post'),
])('is pulled without its secrets, which stay in place, and then shows no difference: %s', (auth) =>
  withApi(async (api) => {
    const { run, slug, read } = await applied(api, withAuth, auth)
    expect(await (await ofCompany(api, slug))('pull', '--folder', folder.path)).toMatchObject({ code: 0, err: '' })
    expect(await read()).not.toContain('hidden')
    const bare = await commandLine(api)
    expect(await bare('plan', '--folder', folder.path)).toMatchObject({ code: 0, err: '' })
    expect(await bare('apply', '--folder', folder.path)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Nothing/),
    })
    // Someone changes the API elsewhere: authentication without its secrets can’t be restored.
    const pulled = await read()
    await folder.write(slug, fileOf(slug, { extra: `companyApi: ${withAuth('{ kind: none }')}` }))
    expect(await run('apply', '--folder', folder.path)).toMatchObject({ code: 0, err: '' })
    await folder.write(slug, pulled)
    expect(await run('plan', '--folder', folder.path)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/\.yaml:\d+: apps\[0\]\..*companyApi\.auth: .*needs its secrets/),
    })
  }),
)

it('compares certificates, and pulls them without the private key', () =>
  withApi(async (api) => {
    const [authority, other] = [await makeCertificates(), await makeCertificates()]
    const own = await clientCertificate(authority)
    const withTls = (ca: string) =>
      JSON.stringify({
        ...{ url: 'https://93.184.216.34/a', usedFor: 'uuid', caCertificate: ca },
        clientCertificate: { certificate: own.certificate, privateKey: `\${OWN_KEY}` },
      })
    const slug = unique('northwind')
    const run = await commandLine(api, { OWN_KEY: own.privateKey })
    const write = (ca: string) => folder.write(slug, fileOf(slug, { extra: `companyApi: ${withTls(ca)}` }))
    await write(authority.caPem)
    expect(await run('apply', '--folder', folder.path)).toMatchObject({ code: 0, err: '' })
    expect((await run('plan', '--folder', folder.path)).code).toBe(0)
    await write(other.caPem)
    expect((await run('plan', '--folder', folder.path)).out).toMatch(/own authority: CN=.*, valid until .* → CN=/)
    expect(await run('apply', '--folder', folder.path)).toMatchObject({ code: 0, err: '' })
    expect(await (await ofCompany(api, slug))('pull', '--folder', folder.path)).toMatchObject({ code: 0, err: '' })
    expect(await folder.read(slug)).not.toContain('PRIVATE KEY')
    expect(await (await commandLine(api))('plan', '--folder', folder.path)).toMatchObject({ code: 0, err: '' })
  }))
