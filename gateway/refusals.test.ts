import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { makeEnvironment } from '@/db/factories'
import { makePlace } from '@/db/incident-factories'
import { inRollback } from '@/db/testing'
import { listAudit } from '@/lib/audit/list-audit'
import { showAuditEntry } from '@/lib/audit/show-audit-entry'
import { createChannel } from '@/lib/channels/create-channel'
import { showChannelLog } from '@/lib/channels/show-channel-log'
import { command, query } from '@/lib/command'
import { changeCompany } from '@/lib/companies/change-company'
import type { MachineContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { log } from '@/lib/log'
import { inEnvironment } from '@/lib/scope'
import { refusedLogoutToken } from '@/lib/staff/sign-in/refused-logout-token'
import { signIn } from '@/lib/staff/sign-in/sign-in'
import { countSignIn } from '@/lib/staff/sign-in/sign-in-limit'
import { signInWithOidc } from '@/lib/staff/sign-in/sign-in-with-oidc'
import { acceptInvitation } from '@/lib/staff/team/accept-invitation'
import { type RefusalKind, refusalCounts, tellRefusal } from '@/lib/tell-refusal'
import { signedIn } from '@/lib/testing/contexts'
import { FailedKeys } from './failed-keys'
import { withApi } from './testing'

type Db = MachineContext['db']

const lines = vi.spyOn(log, 'warn')
beforeEach(() => void lines.mockClear())
afterEach(() => void lines.mockClear())

/** The log lines for this kind of refusal. */
const told = (kind: RefusalKind): unknown[] =>
  lines.mock.calls
    .map(([facts]: unknown[]) => facts)
    .filter((facts) => (facts as { refusal?: string }).refusal === kind)

const look = query('device.read', inEnvironment({}), async () => null)
const change = command('company.create', inEnvironment({}), async () => ({ result: null, audit: [] }))
const counted = (kind: RefusalKind) => refusalCounts().get(kind) ?? 0
const guess = 'a-guess-that-may-be-right-elsewhere'

const chat = { kind: 'slack' as const, name: 'Chat', url: 'https://hooks.example.com/x' }

const ways: [RefusalKind, (db: Db) => Promise<unknown>, object][] = [
  [
    'sign_in',
    (db) => signIn(db, { email: 'no.one@example.com', password: guess, ip: '192.0.2.1', requestId: 'r-1' }),
    { ip: '192.0.2.1', requestId: 'r-1' },
  ],
  [
    'sign_in_throttled',
    async (db) => {
      for (let tries = 0; tries < 8; tries += 1)
        await countSignIn(db, { email: 'no.one@example.com', ip: '192.0.2.2', requestId: 'r-2' })
    },
    { ip: '192.0.2.2', requestId: 'r-2' },
  ],
  [
    'single_sign_on',
    (db) =>
      signInWithOidc(db, {
        issuer: 'https://id.example.com',
        subject: 'x',
        email: 'no.one@example.com',
        isEmailVerified: true,
        requestId: 'r-3',
        ip: '192.0.2.3',
      }),
    { requestId: 'r-3', ip: '192.0.2.3' },
  ],
  [
    'invitation',
    (db) => acceptInvitation(db, { token: guess, name: 'No One', password: guess, requestId: 'r-5', ip: '192.0.2.5' }),
    { requestId: 'r-5', ip: '192.0.2.5' },
  ],
  [
    'logout_token',
    async () => {
      const invalid = new Refused('invalid', 'This logout token was used before.')
      const answers = Array.from({ length: 61 }, () =>
        refusedLogoutToken(invalid, { ip: '192.0.2.4', requestId: 'r-4' }),
      )
      expect(answers[0]).toBe(invalid)
      expect(answers.at(-1)).toMatchObject({ reason: 'too-many', details: { retryAfterSeconds: 1 } })
    },
    { ip: '192.0.2.4', requestId: 'r-4', reason: 'This logout token was used before.' },
  ],
  [
    'other_company',
    async (db) => {
      const environment = await makeEnvironment(db)
      return look(await signedIn(db, { role: 'support' }), { environmentId: environment.id })
    },
    { requestId: 'test', companyId: expect.any(String), staffId: expect.any(String) },
  ],
  [
    'other_company',
    async (db) => {
      const { companyId } = await makePlace(db)
      const { id: channelId } = await createChannel(await signedIn(db, { role: 'admin' }), { ...chat, companyId })
      return showChannelLog(await signedIn(db, { role: 'integration_manager' }), { channelId })
    },
    { requestId: 'test', companyId: expect.any(String), staffId: expect.any(String) },
  ],
  [
    'other_company',
    async (db) => {
      const admin = await signedIn(db, { role: 'admin' })
      const { companyId } = await makePlace(db)
      await changeCompany(admin, { companyId, name: 'Renamed' })
      const { entries } = await listAudit(admin, { subject: companyId })
      const manager = await signedIn(db, { role: 'integration_manager' })
      return showAuditEntry(manager, { entryId: entries[0]?.id ?? '' })
    },
    { requestId: 'test', companyId: expect.any(String), staffId: expect.any(String) },
  ],
  [
    'role',
    async (db) => {
      const environment = await makeEnvironment(db)
      return change(await signedIn(db, { role: 'viewer' }), { environmentId: environment.id })
    },
    { requestId: 'test', permission: 'company.create', staffId: expect.any(String) },
  ],
]

it.each(ways)('counts and logs %s with the caller’s identity, without the attempted value', (kind, attempt, facts) =>
  inRollback(async (db) => {
    const before = counted(kind)
    await attempt(db).catch(() => undefined)
    expect(counted(kind)).toBeGreaterThan(before)
    expect(told(kind)[0]).toMatchObject({ refusal: kind, ...facts })
    expect(JSON.stringify(lines.mock.calls)).not.toContain(guess)
    expect(JSON.stringify(lines.mock.calls)).not.toContain('no.one@example.com')
  }),
)

it('doesn’t count a missing record as access to another company', () =>
  inRollback(async (db) => {
    const before = counted('other_company')
    const asked = look(await signedIn(db, { role: 'support' }), {
      environmentId: '00000000-0000-7000-8000-000000000000',
    })
    await expect(asked).rejects.toThrow('doesn’t exist')
    expect(counted('other_company')).toBe(before)
  }))

it('counts and logs a wrong key on both APIs, and exposes all kinds in /metrics', () =>
  withApi(async ({ ask }) => {
    const before = counted('key')
    const [key, token] = [`sk_${'w'.repeat(32)}`, `st_${'w'.repeat(43)}`]
    // Use a separate address: other addresses may have used up their log lines for this minute.
    const from = { 'x-forwarded-for': '192.0.2.77' }
    await ask('get', '/api/v1/deliveries', { key, headers: { ...from, 'x-request-id': 'request-of-key' } })
    await ask('get', '/api/v1/manage/companies', { key: token, headers: from })
    expect(counted('key')).toBe(before + 2)
    expect(told('key')[0]).toMatchObject({
      requestId: 'request-of-key',
      ip: '192.0.2.77',
      traceId: expect.any(String),
    })
    expect(JSON.stringify(lines.mock.calls)).not.toContain('wwww')
    const { body } = await ask('get', '/metrics')
    expect(body).toContain(`pushdesk_refusals_total{kind="key"} ${before + 2}`)
    expect(body).toContain('pushdesk_refusals_total{kind="own_secret_throttled"}')
  }))

it('throttles a household’s IPv6 addresses as one, for wrong keys and wrong logout tokens', () => {
  const failed = new FailedKeys()
  const waits = Array.from({ length: 700 }, (_, n) => failed.count(`2001:db8:5:5::${n}`))
  expect(waits.at(-1)).toBe(1)
  expect(failed.count('2001:db8:5:6::1')).toBe(0)
  const invalid = new Refused('invalid', 'This logout token was used before.')
  const answers = Array.from({ length: 70 }, (_, n) =>
    refusedLogoutToken(invalid, { ip: `2001:db8:5:5::${n}`, requestId: 'r' }),
  )
  expect(answers.at(-1)?.reason).toBe('too-many')
})

it('counts every refusal of a flood, but limits its log lines', () => {
  const before = counted('key')
  const now = Date.now() + 3_600_000
  for (let calls = 0; calls < 1_000; calls += 1) tellRefusal('key', { ip: '192.0.2.9' }, now)
  tellRefusal('key', { ip: '192.0.2.10' }, now)
  expect(counted('key')).toBe(before + 1_001)
  expect(told('key')).toHaveLength(11)
  expect(told('key')[9]).toMatchObject({ isLastThisMinute: true })
  tellRefusal('key', { ip: '192.0.2.9' }, now + 60_000)
  expect(told('key')).toHaveLength(12)
})
