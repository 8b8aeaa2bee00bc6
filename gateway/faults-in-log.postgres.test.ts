import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { deviceTokenHex, makeDevice, unique } from '@/db/factories'
import { openDatabase } from '@/db/open-database'
import { makeServiceToken } from '@/db/staff-factories'
import { ownPostgres } from '@/db/testing'
import { spawnGateway } from '@/lib/testing/gateway-process'
import { awayWorkspace } from './testing-away'

const role = `pushdesk_faults_${randomBytes(4).toString('hex')}`
const databasePassword = randomBytes(16).toString('hex')
const random = () => randomBytes(32).toString('base64url')

/** Values in calls that must not appear in the log. */
const used = {
  deviceToken: deviceTokenHex(),
  storedToken: deviceTokenHex(),
  customer: `anna.schmidt+${randomBytes(4).toString('hex')}@bank.example.com`,
  plainCustomer: unique('customer'),
  deviceUuid: unique('uuid'),
  conversation: unique('conversation'),
  title: unique('title'),
  text: unique('text'),
  invited: `${randomBytes(4).toString('hex')}@bank.example.com`,
  invitedName: unique('name'),
  wrongKey: `sk_${random()}`,
  wrongToken: `st_${random()}`,
  wrongTrigger: `tr_${random()}`,
  userToken: `eyJhbGciOiJIUzI1NiJ9.${random()}.${random()}`,
  channelUrl: `https://hooks.example.com/${random()}`,
  companyPassword: `secret-of-the-endpoint-${randomBytes(8).toString('hex')}`,
  databasePassword,
}
const credentials: Record<string, string> = {}

let own: Awaited<ReturnType<typeof ownPostgres>>
let gateway: Awaited<ReturnType<typeof spawnGateway>>
let environment: string

const asOwner = (statement: string) => own.atLeisure.executeSql(statement)
const onEachTable = (statement: string) =>
  asOwner(`do $$ declare name text; begin
    for name in select tablename from pg_tables where schemaname = 'public' loop execute format('${statement}', name); end loop;
  end $$`)

beforeAll(async () => {
  own = await ownPostgres()
  await asOwner(`create role ${role} login password '${databasePassword}'`)
  const url = Object.assign(new URL(own.url), { username: role, password: databasePassword }).href
  const application = await openDatabase({ url, migrationUrl: own.url, dataDir: '', poolMax: 2 })
  await application.migrate()
  const { db } = application
  const { pk, sk, environmentId, slugs } = await awayWorkspace(application)
  const { token } = await makeServiceToken(db, { role: 'admin' })
  await makeDevice(db, { environmentId, address: used.storedToken })
  Object.assign(credentials, { pk, sk, token })
  environment = `/api/v1/manage/companies/${slugs.company}/apps/${slugs.app}/environments/sandbox`
  await application.close()
  gateway = await spawnGateway(url, { DATABASE_POOL_MAX: '3', MIGRATION_DATABASE_URL: own.url })
}, 180_000)

afterAll(async () => {
  await gateway?.end()
  await asOwner(`drop owned by ${role}`)
  await asOwner(`drop role ${role}`)
  await own.drop()
})

async function call(method: string, path: string, key: string | undefined, body?: object) {
  const response = await fetch(`${gateway.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      'user-token': used.userToken,
      'idempotency-key': unique('key'),
      'content-type': 'application/json',
    },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(60_000),
  })
  await response.text()
  return response.status
}

/** Makes one call of each kind that carries personal data. */
async function everyCall() {
  const { pk, sk, token } = credentials
  const { deviceToken, deviceUuid, customer, plainCustomer, conversation, title, text } = used
  const user = { id: customer }
  const message = { type: 'live', conversationId: conversation, user, title, body: text }
  const named = encodeURIComponent(customer)
  return [
    await call('PUT', '/api/v1/devices', pk, { deviceToken, user: { id: plainCustomer }, permission: 'authorized' }),
    await call('PUT', '/api/v1/devices', sk, { uuid: deviceUuid, user, permission: 'authorized' }),
    await call('PUT', '/api/v1/devices', sk, { deviceToken: used.storedToken, user, permission: 'authorized' }),
    await call('DELETE', '/api/v1/devices', sk, { deviceToken, user }),
    await call('PUT', '/api/v1/presence', pk, { user, app: 'active', chat: 'disconnected' }),
    await call('POST', '/api/v1/messages', sk, { id: unique('m'), ...message }),
    await call('POST', '/api/v1/push', sk, { to: { deviceToken }, payload: { aps: { alert: { title, body: text } } } }),
    await call('GET', `/api/v1/customers/${named}`, sk),
    await call('DELETE', `/api/v1/customers/${named}`, sk),
    await call('POST', '/ofrep/v1/evaluate/flags/push-permission-prompt', pk, { context: { targetingKey: customer } }),
    await call('GET', '/api/v1/deliveries', used.wrongKey),
    await call('GET', '/api/v1/manage/companies', used.wrongToken),
    await call('POST', `/api/v1/triggers/${used.wrongTrigger}`, undefined),
    await call('GET', `/api/v1/manage/look-up?q=${named}`, token),
    await call('GET', `${environment}/customers/${named}`, token),
    await call('GET', `${environment}/customers/${plainCustomer}/notifications`, token),
    await call('POST', '/api/v1/manage/invitations', token, {
      email: used.invited,
      name: used.invitedName,
      role: 'admin',
    }),
    await call('POST', '/api/v1/manage/channels', token, { kind: 'slack', name: 'Chat', url: used.channelUrl }),
    await call('PUT', `${environment}/company-api`, token, {
      url: 'https://8.8.8.8/push',
      usedFor: 'uuid',
      auth: { kind: 'basic', username: customer, password: used.companyPassword },
    }),
  ]
}

const faults: [name: string, begin: () => Promise<unknown>, end: () => Promise<unknown>][] = [
  [
    'no row fits a constraint',
    () => onEachTable('alter table %I add constraint no_row check (false) not valid'),
    () => onEachTable('alter table %I drop constraint no_row'),
  ],
  [
    'nothing may be written',
    () => onEachTable(`revoke insert, update, delete on %I from ${role}`),
    () => onEachTable(`grant insert, update, delete on %I to ${role}`),
  ],
  [
    'nothing may be read',
    () => onEachTable(`revoke select on %I from ${role}`),
    () => onEachTable(`grant select on %I to ${role}`),
  ],
  [
    'every connection is lost',
    async () => {
      await asOwner(`alter role ${role} nologin`)
      await asOwner(`select pg_terminate_backend(pid) from pg_stat_activity where usename = '${role}'`)
    },
    () => asOwner(`alter role ${role} login`),
  ],
]

it.each(faults)('if %s, no log line contains the calls’ data', async (_, begin, end) => {
  const before = gateway.written().length
  await begin()
  const statuses = await everyCall().finally(end)
  const written = gateway.written()
  expect(statuses.filter((status) => status >= 500).length).toBeGreaterThan(5)
  expect(written.length).toBeGreaterThan(before)
  for (const [name, value] of Object.entries({ ...used, ...credentials })) {
    const lines = written.split('\n').filter((line) => line.includes(value) || line.includes(encodeURIComponent(value)))
    expect(lines, name).toEqual([])
  }
})
