import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { hasPostgres, startCluster } from '@/db/own-cluster'
import { startEmptyServer } from './fixtures/own-server'

const run = promisify(execFile)
const serviceToken = `st_${'d'.repeat(40)}`
const app = { slug: 'fabrikam', name: 'Fabrikam', bundleId: 'com.fabrikam.app' }
const sandbox = `/api/v1/manage/companies/fabrikam-insurance/apps/${app.slug}/environments/sandbox`

type Server = Awaited<ReturnType<typeof emptyServer>>
type Keys = { pk: string; sk: string }
type Called = { key: string; body?: unknown; headers?: Record<string, string> }

for (const database of hasPostgres() ? (['PGlite', 'PostgreSQL'] as const) : (['PGlite'] as const))
  for (const [how, setUp] of [
    ['the management API alone', byApi],
    ['“pushdesk apply” from a file', byFile],
  ] as const)
    test(`from an empty ${database} without the demo to a received push, by ${how}`, async () => {
      const server = await emptyServer(database)
      try {
        await sendsAndReceives(server, await setUp(server))
      } finally {
        await server.end()
      }
    })

/** An installation that no one has opened. It has nothing but the service token that it was started with. */
async function emptyServer(database: 'PGlite' | 'PostgreSQL') {
  const cluster = database === 'PostgreSQL' ? await startCluster() : undefined
  const secret = randomBytes(32).toString('hex')
  const onPostgres = cluster && { DATABASE_URL: cluster.url, AUTH_SECRET: secret, ENCRYPTION_KEY: secret }
  const server = await startEmptyServer({ variables: { INIT_SERVICE_TOKEN: serviceToken, ...onPostgres } })
  return {
    ...server,
    async call(method: string, path: string, { key, body, headers }: Called) {
      const response = await fetch(`${server.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
      })
      const text = await response.text()
      expect(response.status, `${method} ${path}: ${text}`).toBeLessThan(300)
      return { etag: response.headers.get('etag') ?? '', body: text ? JSON.parse(text) : undefined }
    },
    async end() {
      await server.end()
      cluster?.remove()
    },
  }
}

async function byApi({ call }: Server): Promise<Keys> {
  const manage = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
    call(method, path, { key: serviceToken, body, headers })
  await manage('POST', '/api/v1/manage/companies', { slug: 'fabrikam-insurance', name: 'Fabrikam Insurance' })
  await manage('POST', '/api/v1/manage/companies/fabrikam-insurance/apps', app)
  await manage('PATCH', sandbox, { apnsServer: 'simulator' })
  const newKey = async (kind: string): Promise<string> =>
    (await manage('POST', `${sandbox}/api-keys`, { kind, name: 'Day one' })).body.key
  const { body, etag } = await manage('GET', `${sandbox}/prompt`)
  expect(body).toMatchObject({ prompt: null, revision: 0 })
  const { prompt } = body.effective
  const on = { ...prompt, content: { ...prompt.content, isOn: true } }
  await manage('PUT', `${sandbox}/prompt`, { prompt: on }, { 'if-match': etag })
  return { pk: await newKey('publishable'), sk: await newKey('secret') }
}

async function byFile({ url }: Server): Promise<Keys> {
  const folder = await mkdtemp(join(tmpdir(), 'pushdesk-day-one-'))
  const { PATH = '', HOME = '' } = process.env
  const env = { NODE_ENV: 'production' as const, PATH, HOME, PUSHDESK_URL: url, PUSHDESK_TOKEN: serviceToken }
  const pushdesk = async (...words: string[]) =>
    (await run(process.execPath, ['bin/pushdesk.mjs', ...words], { env })).stdout.trim()
  await writeFile(join(folder, 'fabrikam-insurance.yaml'), file)
  expect(await pushdesk('apply', '--folder', folder)).toMatch(/changes were made\.$/)
  expect(await pushdesk('apply', '--folder', folder)).toMatch(/^Nothing to do/)
  expect(await pushdesk('plan', '--folder', folder)).toMatch(/^No differences/)
  await rm(folder, { recursive: true })
  const newKey = (kind: string) =>
    pushdesk('create-key', `fabrikam-insurance/${app.slug}/sandbox`, '--kind', kind, '--name', 'Day one')
  return { pk: await newKey('publishable'), sk: await newKey('secret') }
}

const file = `
schema: 1
company: { slug: fabrikam-insurance, name: Fabrikam Insurance }
apps:
  - slug: ${app.slug}
    name: ${app.name}
    bundleId: ${app.bundleId}
    environments:
      sandbox:
        apnsServer: simulator
        prompt:
          format: pushdesk-prompt
          schema: 1
          content:
            schema: 1
            isOn: true
            rules: []
            rollout: { share: 100000, salt: '' }
            askAgain: { afterDays: 14, timesMax: 3 }
            sdkVersionMin: null
            words: { fallbackLocale: en, locales: { en: { title: Stay up to date, body: Allow notifications., accept: Allow, dismiss: Not now } } }
`

/** Sends and receives like the app, its phone, and the chat platform. */
async function sendsAndReceives({ call, dataDir }: Server, { pk, sk }: Keys) {
  const deviceToken = randomBytes(32).toString('hex')
  const user = { id: 'first-customer' }
  const asked = await call('POST', '/ofrep/v1/evaluate/flags/push-permission-prompt', {
    key: pk,
    body: { context: { targetingKey: user.id, permission: 'notDetermined', sdkVersion: '9.0.0' } },
  })
  expect(asked.body).toMatchObject({ value: true })
  await call('PUT', '/api/v1/devices', { key: pk, body: { deviceToken, user, permission: 'authorized' } })
  const message = { id: 'm-1', type: 'live', conversationId: 'c-1', user, title: 'Ann', body: 'Hello' }
  const sent = (await call('POST', '/api/v1/messages', { key: sk, body: message })).body
  const delivery = async () =>
    (await call('GET', `/api/v1/deliveries/${sent.deliveries[0].id}`, { key: sk })).body.delivery
  await expect.poll(async () => (await delivery()).state).toBe('accepted')
  const [push] = await pushesTo(deviceToken, dataDir)
  expect(push).toMatchObject({ status: 200, apnsId: sent.deliveries[0].id })
  expect(await delivery()).toMatchObject({ receivedAt: null })
  const { notificationId } = push.payload.pushdesk
  await call('POST', '/api/v1/receipts', { key: pk, body: { notificationId, deviceToken, kind: 'received' } })
  expect(await delivery()).toMatchObject({ state: 'accepted', receivedAt: expect.stringMatching(/^\d{4}-/) })
}

/** The pushes that the APNs simulator accepted for this device token. */
async function pushesTo(token: string, dataDir: string) {
  const control = JSON.parse(await readFile(join(dataDir, 'simulator', 'control.json'), 'utf8'))
  const response = await fetch(`${control.url}/pushes?environment=sandbox&token=${token}`, {
    headers: { authorization: `Bearer ${control.token}` },
  })
  return response.json()
}
