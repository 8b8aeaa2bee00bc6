import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeCompanyEndpoint, makeDelivery } from '@/db/factories'
import { endKeys, makeKeyInUse, makeWorkerSeen, renewCertificate } from '@/db/incident-factories'
import { endStreams } from '@/db/queries/prompts/prompt-fetches'
import { closeCircuit } from '@/db/queries/sending/circuit'
import { holdEnvironment, releaseEnvironment } from '@/db/queries/sending/holds'
import { emptyDatabase, inRollback } from '@/db/testing'
import { detectIncidents } from './detect'
import { at, here, type WatchedPlace } from './testing/here'

const accepted = ({ attempts }: WatchedPlace) => attempts(20, null, 42)
const answered = ({ attempts }: WatchedPlace) => attempts(20, null, 42, { transport: 'company_api' })
const hold =
  (reason: string) =>
  ({ environmentId }: WatchedPlace, db: Db) =>
    holdEnvironment(db, { environmentId, reason, at: at(-5), refused: [] })
const release = ({ environmentId }: WatchedPlace, db: Db) => releaseEnvironment(db, { environmentId })
const company =
  (reason: string) =>
  ({ attempts }: WatchedPlace) =>
    attempts(5, reason, -3, { transport: 'company_api' })

/** Each fault opens one incident, in its own environment only, which closes after the repair. */
const faults: [
  name: string,
  cause: string,
  begin: (here: WatchedPlace, db: Db) => Promise<unknown>,
  end: (here: WatchedPlace, db: Db) => Promise<unknown>,
][] = [
  ['APNs responds with 503', 'apns_unavailable', ({ attempts }) => attempts(3, 'ServiceUnavailable', -3), accepted],
  ['APNs responds with 500', 'apns_unavailable', ({ attempts }) => attempts(5, 'InternalServerError', -3), accepted],
  ['no connection to APNs', 'apns_unavailable', ({ attempts }) => attempts(4, 'connect_failed', -3), accepted],
  ['APNs doesn’t respond', 'apns_unavailable', ({ attempts }) => attempts(4, 'timeout', -3), accepted],
  [
    'one push in three is lost',
    'apns_unavailable',
    async ({ attempts }) => {
      await attempts(200, null, -20)
      await attempts(100, 'ServiceUnavailable', -3)
    },
    accepted,
  ],
  ['APNs is slow', 'apns_slow', ({ attempts }) => attempts(10, null, -3, { durationMs: 40_000 }), accepted],
  ['the key is rejected', 'apns_key_refused', hold('InvalidProviderToken'), release],
  ['the key is for the other environment', 'apns_key_wrong_environment', hold('BadEnvironmentKeyIdInToken'), release],
  ['the key is missing', 'apns_key_missing', hold('no_credential'), release],
  ['the topic is rejected', 'apns_topic_refused', hold('TopicDisallowed'), release],
  ['the company API responds with 500', 'company_api_failing', company('http_500'), answered],
  ['the company API refuses connections', 'company_api_failing', company('connect_failed'), answered],
  ['the company API doesn’t respond', 'company_api_slow', company('timeout'), answered],
  ['the company API rejects the credentials', 'company_api_credentials_refused', company('http_401'), answered],
  [
    'the company reports that APNs rejects',
    'company_api_failing',
    async ({ attempts }) => {
      const there = { transport: 'company_api', durationMs: 400 }
      await attempts(20, null, -20, there)
      await attempts(-20, null, -3, { ...there, outcome: 'reported' })
      await attempts(20, 'InvalidProviderToken', -3, { ...there, outcome: 'reported' })
    },
    answered,
  ],
  [
    'the circuit is open',
    'company_api_failing',
    async ({ environmentId }, db) => {
      await makeCompanyEndpoint(db, { environmentId, failuresInRow: 6, openUntil: at(100) })
    },
    ({ environmentId }, db) => closeCircuit(db, { environmentId }),
  ],
  [
    'many tokens are dead',
    'dead_tokens_rising',
    async ({ attempts }) => {
      await attempts(1_000, null, -3_600)
      await attempts(10, 'Unregistered', -3_600)
      await attempts(30, null, -10)
      await attempts(20, 'Unregistered', -3)
    },
    ({ attempts }) => attempts(500, null, 55),
  ],
  [
    'the identity secret was rotated',
    'registrations_refused',
    ({ calls }) => calls('registration', 'identity_token_invalid', 6, -3),
    ({ calls }) => calls('registration', null, 20, 42),
  ],
  [
    'the key was revoked',
    'evaluations_refused',
    ({ calls }) => calls('evaluation', 'key_invalid', 40, -3),
    ({ calls }) => calls('evaluation', null, 400, 42),
  ],
  [
    'a revision doesn’t reach phones',
    'revision_not_received',
    async ({ publish, phones }) => {
      await publish(-120)
      await phones(12, -600)
      await phones(4, -60)
    },
    async ({ phones }) => phones(12, 30),
  ],
  [
    'more customers deny notifications after a revision',
    'ios_denials_rising',
    async ({ publish, answers }) => {
      await answers({ authorized: 60, denied: 20 }, -90_000)
      await publish(-3_600)
      await answers({ authorized: 10, denied: 15 }, -60)
    },
    ({ answers }) => answers({ authorized: 100, denied: 0 }, 30),
  ],
  [
    'traffic stops where there is always some',
    'traffic_stopped',
    async ({ hours, alive }) => {
      await alive()
      await hours([400, 300, 500])
    },
    async ({ attempts, alive }) => {
      await alive(60)
      await attempts(20, null, 42)
    },
  ],
  [
    'an API key expires soon',
    'api_key_expiring',
    ({ environmentId }, db) => makeKeyInUse(db, { environmentId, expiresAt: at(86_400), lastUsedAt: at(-60) }),
    ({ environmentId }, db) => endKeys(db, { environmentId }),
  ],
  [
    'the client certificate for the company API expires soon',
    'client_certificate_expiring',
    ({ environmentId }, db) => makeCompanyEndpoint(db, { environmentId, clientCertificateEndsAt: at(86_400) }),
    ({ environmentId }, db) => renewCertificate(db, { environmentId, endsAt: at(365 * 86_400) }),
  ],
]

describe('a fault', () => {
  it.each(faults)('%s: %s opens once, in one environment, and closes after the repair', (_, cause, begin, end) =>
    inRollback(async (db) => {
      const mine = await here(db)
      const others = await here(db)
      expect(await mine.look(-10)).toEqual([])
      await begin(mine, db)
      expect(await mine.look(0)).toEqual([cause])
      expect(await mine.look(3)).toEqual([cause])
      await end(mine, db)
      await mine.look(60)
      await mine.look(63)
      expect(await mine.look(75)).toEqual([`${cause} closed`])
      expect(await mine.look(78)).toEqual([`${cause} closed`])
      expect(await others.own()).toEqual([])
    }),
  )
})

it('reopens an incident that comes back at once, and opens a new one later', () =>
  inRollback(async (db) => {
    const { attempts, look } = await here(db)
    await attempts(4, 'ServiceUnavailable', -3)
    await look(0)
    await attempts(20, null, 20)
    await look(30)
    expect(await look(45)).toEqual(['apns_unavailable closed'])
    await attempts(40, 'ServiceUnavailable', 58)
    expect(await look(60)).toEqual(['apns_unavailable'])
    await attempts(20, null, 80)
    await look(95)
    expect(await look(110)).toEqual(['apns_unavailable closed'])
    await attempts(40, 'ServiceUnavailable', 418)
    expect(await look(420)).toEqual(['apns_unavailable closed', 'apns_unavailable'])
  }))

it('opens nothing during an hour of healthy traffic with some failures', async () => {
  // The platform must be healthy too, and other tests leave traces of faults.
  const database = await emptyDatabase()
  await inRollback(async (db) => {
    const { environmentId, attempts, calls, phones, publish, answers, hours } = await here(db)
    /** Makes pushes that APNs accepted, the first few of which phones confirmed, and one of which someone opened. */
    const push = async (count: number, received: number, second: number) => {
      for (let made = 0; made < count; made += 1) {
        const receivedAt = made < received ? at(second + made) : null
        const openedAt = receivedAt && made === 0 ? at(second + 4) : null
        await makeDelivery(db, { environmentId, createdAt: at(second), endedAt: at(second), receivedAt, openedAt })
      }
    }
    const noise = ['Unregistered', 'timeout', 'TooManyRequests', 'ServiceUnavailable', 'BadDeviceToken', 'goaway']
    const refusals = ['identity_token_invalid', 'key_invalid', 'invalid'] as const
    await hours([4_000, 4_000, 4_000])
    await push(60, 50, -86_000)
    await answers({ authorized: 60, denied: 20 }, -90_000)
    await phones(12, -60)
    await publish(0)
    for (let turn = 0; turn < 60; turn += 1) {
      const second = turn * 60
      await attempts(40, null, second)
      // Phones that are off confirm nothing, and now and then that's most of them.
      await push(4, turn % 5 ? 3 : 1, second)
      await attempts(1, noise[turn % noise.length] ?? null, second + 5)
      await attempts(40, null, second, { transport: 'company_api' })
      await attempts(1, turn % 2 ? 'http_503' : 'timeout', second + 6, { transport: 'company_api' })
      for (const call of ['registration', 'evaluation'] as const) {
        await calls(call, null, 20, second)
        await calls(call, refusals[turn % refusals.length] ?? null, 1, second + 4)
      }
      await phones(turn % 10 ? 11 : 12, second + 7)
      await answers({ authorized: 3, denied: turn % 3 ? 1 : 2 }, second + 8)
      await makeWorkerSeen(db, { at: at(second + 9) })
      // Single writes are slow, as behind a checkpoint.
      await detectIncidents(db, { now: at(second + 10), databaseMs: turn % 7 ? 5 : 1_500 })
      expect(await db.query.incidents.findMany()).toEqual([])
    }
  }, database)
  await database.close()
})

it('ignores phones that stopped listening before a revision was saved', () =>
  inRollback(async (db) => {
    const { environmentId, publish, phones, look } = await here(db)
    await phones(12, -600)
    const left = Array.from({ length: 12 }, (_, index) => ({
      environmentId,
      targetingKey: `phone ${index}`,
      at: at(-300),
    }))
    await endStreams(db, { clients: left })
    await publish(-120)
    expect(await look(0)).toEqual([])
  }))
