import { randomBytes } from 'node:crypto'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { makeEnvironment } from '@/db/factories'
import { testDatabase } from '@/db/testing'
import { loggedError } from './logged-error'
import { quickest } from './testing/quickest'
import { withoutSecrets } from './without-secrets'

const values = {
  deviceToken: 'a1b2'.repeat(16),
  email: 'anna.schmidt+push@bank.example.com',
  publishable: `pk_${'x'.repeat(32)}`,
  secret: `sk_live_${'y'.repeat(32)}`,
  service: `st_${'z-'.repeat(20)}`,
  trigger: `tr_${'w_'.repeat(20)}`,
  invitation: randomBytes(32).toString('base64url'),
  caseLink: `${randomBytes(32).toString('base64url')}.${randomBytes(32).toString('base64url')}`,
  userToken: `eyJhbGciOiJIUzI1NiJ9.${'a'.repeat(40)}.${'b'.repeat(43)}`,
  databasePassword: 'p4ssw0rd-of-the-database',
  appleKey: 'MIGTAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBHkwdwIBAQQg',
}

/** Errors as a database, a connection, and a parser report them, each with someone's data in it. */
async function faults(): Promise<unknown[]> {
  const { db } = await testDatabase()
  const failed = await makeEnvironment(db, { id: values.email }).catch((error: unknown) => error)
  const { deviceToken, email, userToken, databasePassword, appleKey, ...keys } = values
  return [
    failed,
    new Error('could not save', { cause: failed }),
    new AggregateError([failed], 'several'),
    new Error(`connect ECONNREFUSED https://api.push.apple.com/3/device/${deviceToken}`),
    new Error(`no page /invitation/${values.invitation}, and none at /case/${values.caseLink}`),
    new Error(`no such host in postgres://pushdesk:${databasePassword}@db.internal/pushdesk`),
    new Error(`Unexpected token in ${JSON.stringify({ email, userToken, ...keys })}`),
    new Error(`-----BEGIN PRIVATE KEY-----\n${appleKey}\n-----END PRIVATE KEY-----`),
  ]
}

describe('the log', () => {
  it('contains no secret and no address, whatever the error', async () => {
    const lines: string[] = []
    const stream = new Writable({ write: (line, _, done) => done(void lines.push(String(line))) as undefined })
    const log = pino({ serializers: { err: loggedError }, hooks: { streamWrite: withoutSecrets } }, stream)
    for (const err of await faults()) log.error({ err, url: `/devices/${values.deviceToken}` }, String(values.email))
    expect(lines).toHaveLength(8)
    for (const [name, value] of Object.entries(values))
      expect(
        lines.filter((line) => line.includes(value)),
        name,
      ).toEqual([])
  })

  it.each(['eyJ', 'case/', 'aB1', 'a@', 'pk_', 'a.', '-----BEGIN ', '://a:', 'f'])(
    'redacts a long line that repeats one string quickly: %s',
    (part) => {
      expect(quickest(2_000, () => withoutSecrets(part.repeat(20_000))).milliseconds).toBeLessThan(2_000)
    },
  )
})
