import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeCompanyEndpoint, makeDelivery } from '@/db/factories'
import {
  endKeys,
  forgetWorkers,
  makeAppRevision,
  makeAttemptCount,
  makeCallCount,
  makeKeyInUse,
  makePlace,
  makePromptAnswers,
  makeTrafficHours,
  makeWorkerSeen,
  renewCertificate,
} from '@/db/incident-factories'
import { makeDue } from '@/db/make-due'
import { changeAppRow } from '@/db/queries/archive'
import { changeIncident, eventsOfIncident } from '@/db/queries/incidents/incidents'
import { endStreams, putClients } from '@/db/queries/prompts/prompt-fetches'
import { closeCircuit } from '@/db/queries/sending/circuit'
import { holdEnvironment, releaseEnvironment } from '@/db/queries/sending/holds'
import { noteWorker } from '@/db/queries/sending/workers'
import { insertAuditEntry } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import { tellIncident } from '@/lib/incidents/words'
import { detectIncidents } from './detect'

const start = new Date('2026-03-01T12:00:00Z')
const at = (seconds: number) => new Date(start.getTime() + seconds * 1000)

async function here(db: Db, given: Parameters<typeof makePlace>[1] = {}) {
  const place = await makePlace(db, given)
  const { environmentId } = place
  /** So many attempts that ended so, spread over the seconds before. */
  const attempts = (count: number, reason: string | null, second: number, given: Record<string, unknown> = {}) =>
    makeAttemptCount(db, { environmentId, reason, count, at: at(second), durationMs: 20 * count, ...given })
  const calls = (call: 'registration' | 'evaluation', code: string | null, count: number, second: number) =>
    makeCallCount(db, { environmentId, call, code, count, at: at(second) })
  const publish = (second: number) => makeAppRevision(db, { appId: place.appId, at: at(second) })
  /** Phones that listened, and asked last then; later calls make the same ones ask again. */
  const phones = (count: number, second: number) =>
    putClients(db, {
      clients: Array.from({ length: count }, (_, index) => ({
        environmentId,
        targetingKey: `phone ${index}`,
        context: {},
        revision: 'none:0',
        value: 'on' as const,
        isStreaming: true,
        lastAt: at(second),
      })),
    })
  const answers = (counts: { authorized: number; denied: number }, second: number) =>
    makePromptAnswers(db, { environmentId, ...counts, at: at(second) })
  const hours = (counts: number[], before = start) => makeTrafficHours(db, { environmentId, counts, before })
  const alive = (second = 0) => makeWorkerSeen(db, { at: at(second) })
  const own = () =>
    db.query.incidents.findMany({
      where: (incident, { eq }) => eq(incident.environmentId, environmentId),
      orderBy: (incident, { asc }) => [asc(incident.createdAt), asc(incident.id)],
    })
  const look = async (second: number) => {
    await detectIncidents(db, { now: at(second) })
    return (await own()).map(({ cause, closedAt }) => (closedAt ? `${cause} closed` : cause))
  }
  return { ...place, attempts, calls, publish, phones, answers, hours, alive, own, look }
}

type Here = Awaited<ReturnType<typeof here>>

const accepted = ({ attempts }: Here) => attempts(20, null, 42)
const answered = ({ attempts }: Here) => attempts(20, null, 42, { transport: 'company_api' })
const hold =
  (reason: string) =>
  ({ environmentId }: Here, db: Db) =>
    holdEnvironment(db, { environmentId, reason, at: at(-5), refused: [] })
const release = ({ environmentId }: Here, db: Db) => releaseEnvironment(db, { environmentId })
const company =
  (reason: string) =>
  ({ attempts }: Here) =>
    attempts(5, reason, -3, { transport: 'company_api' })

/** Each opens one incident, in its environment alone, which closes after the repair. */
const faults: [
  name: string,
  cause: string,
  begin: (here: Here, db: Db) => Promise<unknown>,
  end: (here: Here, db: Db) => Promise<unknown>,
][] = [
  ['APNs answers 503', 'apns_unavailable', ({ attempts }) => attempts(3, 'ServiceUnavailable', -3), accepted],
  ['APNs answers 500', 'apns_unavailable', ({ attempts }) => attempts(5, 'InternalServerError', -3), accepted],
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
  ['the key is refused', 'apns_key_refused', hold('InvalidProviderToken'), release],
  ['the key is of the other environment', 'apns_key_wrong_environment', hold('BadEnvironmentKeyIdInToken'), release],
  ['the key is missing', 'apns_key_missing', hold('no_credential'), release],
  ['the topic is refused', 'apns_topic_refused', hold('TopicDisallowed'), release],
  ['the company API answers 500', 'company_api_failing', company('http_500'), answered],
  ['the company API isn’t there', 'company_api_failing', company('connect_failed'), answered],
  ['the company API doesn’t answer', 'company_api_slow', company('timeout'), answered],
  ['the company API refuses the credentials', 'company_api_credentials_refused', company('http_401'), answered],
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
    'customers deny more after a revision',
    'ios_denials_rising',
    async ({ publish, answers }) => {
      await answers({ authorized: 60, denied: 20 }, -90_000)
      await publish(-3_600)
      await answers({ authorized: 10, denied: 15 }, -60)
    },
    ({ answers }) => answers({ authorized: 100, denied: 0 }, 30),
  ],
  [
    'nothing is sent where there is always some',
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
    'an API key ends soon',
    'api_key_expiring',
    ({ environmentId }, db) => makeKeyInUse(db, { environmentId, expiresAt: at(86_400), lastUsedAt: at(-60) }),
    ({ environmentId }, db) => endKeys(db, { environmentId }),
  ],
  [
    'the client certificate for the company API ends soon',
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

it('says who waits and who was lost, and what was changed just before', () =>
  inRollback(async (db) => {
    const { environmentId, companyId, attempts, look, own } = await here(db)
    for (const state of ['retrying', 'queued', 'failed'] as const)
      await makeDelivery(db, {
        environmentId,
        state,
        customerId: environmentId,
        reason: state === 'queued' ? null : 'http_503',
        transport: 'company_api',
        createdAt: at(-30),
        endedAt: state === 'failed' ? at(-1) : null,
      })
    await insertAuditEntry(db, {
      action: 'endpoint.change',
      actorKind: 'staff',
      actorName: 'Ines',
      companyId,
      environmentId,
      subjectKind: 'company_endpoint',
      createdAt: at(-60),
    })
    await attempts(4, 'http_503', -3, { transport: 'company_api' })
    await look(0)
    expect(await own()).toMatchObject([
      {
        affected: { customers: 1, waiting: 2, lost: 1 },
        changeBefore: { action: 'endpoint.change', actorName: 'Ines' },
      },
    ])
  }))

describe('the change just before', () => {
  const entry = (db: Db, given: Partial<Parameters<typeof insertAuditEntry>[1]>) =>
    insertAuditEntry(db, {
      action: 'prompt.publish_platform',
      actorKind: 'staff',
      actorName: 'Ines',
      subjectKind: 'prompt',
      createdAt: at(-60),
      ...given,
    })
  const found = async ({ own }: Here) => (await own())[0]?.changeBefore
  const denied = async (mine: Here) => {
    await mine.answers({ authorized: 60, denied: 20 }, -90_000)
    await mine.publish(-3_600)
    await mine.answers({ authorized: 10, denied: 15 }, -60)
  }

  it('may be one for the whole platform, and is none of another environment’s prompt', () =>
    inRollback(async (db) => {
      await forgetWorkers(db)
      const [mine, others] = [await here(db), await here(db)]
      await denied(mine)
      await others.publish(-60)
      const prompt = async ({ appId }: Here) =>
        (await db.query.promptConfigurations.findFirst({ where: (row, { eq }) => eq(row.appId, appId) }))?.id
      const began = new Date(start.getTime() - 3_600_000)
      const createdAt = new Date(began.getTime() - 60_000)
      await entry(db, { createdAt, subjectId: 'platform', subjectName: 'Platform · sandbox' })
      await entry(db, { createdAt: began, subjectId: await prompt(others), subjectName: 'Other' })
      await entry(db, { createdAt: began, action: 'prompt.propose' })
      await mine.look(0)
      expect(await found(mine)).toMatchObject({ action: 'prompt.publish_platform', subject: 'Platform · sandbox' })
    }))

  it('may be a version of the workers that started then; not one that ran before', () =>
    inRollback(async (db) => {
      await forgetWorkers(db)
      const [first, second] = [await here(db), await here(db)]
      await makeWorkerSeen(db, { at: at(-7_200), version: '1.3.0' })
      await first.attempts(4, 'http_500', -3, { transport: 'company_api' })
      await first.look(0)
      expect(await found(first)).toBeNull()
      await makeWorkerSeen(db, { at: at(-600), version: '1.3.0' })
      await makeWorkerSeen(db, { at: at(-300), version: '1.4.0' })
      await second.attempts(4, 'http_500', 3, { transport: 'company_api' })
      await second.look(6)
      expect(await found(second)).toEqual({
        action: 'workers.start',
        actorName: 'Pushdesk',
        subject: '1.4.0',
        at: at(-300).toISOString(),
      })
    }))

  it('of the whole platform is found for its incidents too', () =>
    inRollback(async (db) => {
      await forgetWorkers(db)
      await makeWorkerSeen(db, { at: at(-300), version: '1.4.0' })
      await detectIncidents(db, { now: at(0) })
      const row = await db.query.incidents.findFirst({
        where: (incident, { and, eq, isNull }) => and(eq(incident.cause, 'no_worker'), isNull(incident.closedAt)),
      })
      expect(row?.changeBefore).toMatchObject({ action: 'workers.start', subject: '1.4.0' })
    }))
})
it('counts what was lost for its reasons and in its time alone, also after its end', () =>
  inRollback(async (db) => {
    const { environmentId, attempts, look, own } = await here(db)
    const lost = (reason: string, second: number, given: Record<string, unknown> = {}) =>
      makeDelivery(db, {
        ...{ environmentId, customerId: environmentId, state: 'failed', transport: 'company_api', reason },
        ...{ createdAt: at(-30), endedAt: at(second), ...given },
      })
    await attempts(4, 'http_401', -3, { transport: 'company_api' })
    await lost('http_401', -2)
    await lost('http_401', -100)
    await lost('http_400', -2)
    await lost('http_401', -2, { transport: 'apns' })
    await look(0)
    await lost('http_401', 30)
    await attempts(20, null, 42, { transport: 'company_api' })
    for (const second of [60, 75]) await look(second)
    expect(await own()).toMatchObject([
      { cause: 'company_api_credentials_refused', closedAt: at(75), affected: { lost: 2 } },
    ])
  }))

it('is the same incident when it comes back at once, and another one later', () =>
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

it('an hour of healthy traffic with some failures opens nothing', () =>
  inRollback(async (db) => {
    const { attempts, look } = await here(db)
    const noise = ['Unregistered', 'timeout', 'TooManyRequests', 'ServiceUnavailable', 'BadDeviceToken', 'goaway']
    for (let second = 0; second < 3_600; second += 30) {
      await attempts(40, null, second)
      await attempts(1, noise[(second / 30) % noise.length] ?? null, second + 5)
      await attempts(40, null, second, { transport: 'company_api' })
      await attempts(1, second % 60 ? 'http_503' : 'timeout', second + 6, { transport: 'company_api' })
      expect(await look(second + 10)).toEqual([])
    }
  }))

describe('trouble that becomes worse', () => {
  const timeline = async (db: Db, { own }: Here) => {
    const [incident] = await own()
    return (await eventsOfIncident(db, { incidentId: incident?.id ?? '', limit: 10 })).map(({ kind }) => kind)
  }

  it('is the same incident, with the worse cause and its severity, until the worse is over for a while', () =>
    inRollback(async (db) => {
      const mine = await here(db)
      const { attempts, look, own } = mine
      await attempts(10, null, -3, { durationMs: 40_000 })
      await look(0)
      expect(await own()).toMatchObject([{ cause: 'apns_slow', severity: 'warning' }])
      await attempts(10, 'ServiceUnavailable', 3)
      await look(5)
      expect(await own()).toMatchObject([
        { cause: 'apns_unavailable', severity: 'critical', closedAt: null, facts: { reason: 'ServiceUnavailable' } },
      ])
      expect(await timeline(db, mine)).toEqual(['opened', 'changed'])
      await attempts(10, null, 15, { durationMs: 40_000 })
      await look(20)
      expect(await own()).toMatchObject([{ cause: 'apns_unavailable', severity: 'critical' }])
      await look(25)
      await look(31)
      expect(await own()).toMatchObject([{ cause: 'apns_slow', severity: 'warning', closedAt: null }])
      expect(await timeline(db, mine)).toEqual(['opened', 'changed', 'changed'])
    }))

  it('is no longer acknowledged or muted as the warning that it was', () =>
    inRollback(async (db) => {
      const mine = await here(db)
      await mine.attempts(10, null, -3, { durationMs: 40_000 })
      await mine.look(0)
      const [warning] = await mine.own()
      const handled = { acknowledgedAt: at(1), acknowledgedBy: 'Ines', mutedUntil: at(7_200), muteReason: 'Known' }
      await changeIncident(db, { id: warning?.id ?? '', ...handled })
      await mine.look(2)
      expect(await mine.own()).toMatchObject([{ acknowledgedBy: 'Ines', muteReason: 'Known' }])
      await mine.attempts(10, 'ServiceUnavailable', 3)
      await mine.look(5)
      expect(await mine.own()).toMatchObject([{ severity: 'critical', acknowledgedAt: null, mutedUntil: null }])
    }))

  it('names failures of a company API that began as slowness; a pause of requests alone names nothing else', () =>
    inRollback(async (db) => {
      const { environmentId, attempts, look } = await here(db)
      const ofCompany = { transport: 'company_api' }
      await attempts(5, 'timeout', -3, ofCompany)
      expect(await look(0)).toEqual(['company_api_slow'])
      await makeCompanyEndpoint(db, { environmentId, failuresInRow: 6, openUntil: at(100) })
      expect(await look(3)).toEqual(['company_api_slow'])
      await attempts(20, 'http_500', 5, ofCompany)
      expect(await look(8)).toEqual(['company_api_failing'])
      await attempts(5, 'timeout', 10, ofCompany)
      expect(await look(12)).toEqual(['company_api_failing'])
    }))
})

describe('the queue', () => {
  async function waiting(db: Db, environmentId: string, dueAt: Date, given: Record<string, unknown> = {}) {
    const { transport = 'apns', ...due } = given
    const delivery = await makeDelivery(db, { environmentId, state: 'queued', transport: transport as 'apns' })
    await makeDue(db, delivery, { dueAt, ...due })
  }
  const ofPlatform = (db: Db) =>
    db.query.incidents.findMany({
      where: (incident, { isNull, and }) => and(isNull(incident.companyId), isNull(incident.closedAt)),
    })
  const alive = (db: Db, second: number) =>
    noteWorker(db, { id: '019a2b7c-5d1e-7f00-8a3b-4c5d6e7f8091', version: '1', host: 'h', startedAt: at(second) })

  it('waits although no one else is at fault: more workers help', () =>
    inRollback(async (db) => {
      const { environmentId } = await here(db)
      await alive(db, 0)
      const now = new Date()
      await waiting(db, environmentId, new Date(now.getTime() - 30_000))
      await detectIncidents(db, { now })
      expect(await ofPlatform(db)).toMatchObject([{ cause: 'queue_behind', scopeKey: 'apns' }])
    }))

  it('waits because APNs is away: that is the incident, and no worker is asked for', () =>
    inRollback(async (db) => {
      const { environmentId, own } = await here(db)
      await alive(db, 0)
      const now = new Date()
      await waiting(db, environmentId, new Date(now.getTime() - 30_000))
      await makeAttemptCount(db, { environmentId, reason: 'ServiceUnavailable', count: 4, at: now })
      await detectIncidents(db, { now })
      expect(await ofPlatform(db)).toEqual([])
      expect(await own()).toMatchObject([{ cause: 'apns_unavailable' }])
    }))

  const limits: [
    string,
    Record<string, unknown>,
    [number, string | null, number][],
    Record<string, unknown>,
    RegExp,
  ][] = [
    [
      'the rate in its settings',
      { ratePerSecondMax: 10 },
      [[290, null, 150]],
      { limit: 'rate', limitMax: 10 },
      /10 requests a second\..*raise “Requests per second”/,
    ],
    [
      'the number at once in its settings',
      { concurrencyMax: 4 },
      [[300, null, 400]],
      { limit: 'concurrency', limitMax: 4 },
      /4 requests at once, and a response takes 400ms on average\..*raise “Requests at once”/,
    ],
    [
      'its 429s',
      {},
      [
        [200, null, 150],
        [20, 'http_429', 10],
      ],
      { limit: 'company', failed: 20, attempts: 220 },
      /rejected 20 of 220 requests in the last five minutes.*Ask the company/,
    ],
  ]
  it.each(limits)(
    'waits because of %s: the incident names it, and neither workers nor slowness',
    (_, settings, ended, facts, words) =>
      inRollback(async (db) => {
        const { environmentId, own } = await here(db)
        await alive(db, 0)
        await makeCompanyEndpoint(db, { environmentId, ...settings })
        const now = new Date()
        await waiting(db, environmentId, new Date(now.getTime() - 30_000), { transport: 'company_api' })
        for (const [count, reason, answerMs] of ended)
          await makeAttemptCount(db, {
            environmentId,
            transport: 'company_api',
            reason,
            count,
            durationMs: answerMs * count,
            at: new Date(now.getTime() - 5_000),
          })
        await detectIncidents(db, { now })
        expect(await ofPlatform(db)).toEqual([])
        const [incident] = await own()
        expect(incident).toMatchObject({
          cause: 'queue_behind',
          severity: 'warning',
          facts,
          affected: { waiting: 1, lost: 0 },
        })
        const { sentence, nextAction } = tellIncident('queue_behind', incident?.facts ?? {}, { isOpen: true })
        expect(`${sentence} ${nextAction.sentence}`).toMatch(words)
      }),
  )

  it('waits while the database is slow: no worker is asked for', () =>
    inRollback(async (db) => {
      const { environmentId } = await here(db)
      await alive(db, 0)
      const now = new Date()
      await waiting(db, environmentId, new Date(now.getTime() - 30_000))
      await detectIncidents(db, { now, databaseMs: 900 })
      expect(await ofPlatform(db)).toEqual([])
      await detectIncidents(db, { now })
      expect(await ofPlatform(db)).toMatchObject([{ cause: 'queue_behind', facts: { due: 1 } }])
      await detectIncidents(db, { now, databaseMs: 900 })
      expect(await ofPlatform(db)).toMatchObject([{ cause: 'queue_behind', facts: { limit: 'database' } }])
    }))

  it('a request that has no answer after nine seconds is an outage of APNs', () =>
    inRollback(async (db) => {
      const { environmentId, own } = await here(db)
      await alive(db, 0)
      const now = new Date()
      const dueAt = new Date(now.getTime() - 10_000)
      await waiting(db, environmentId, dueAt, { leasedUntil: new Date(now.getTime() + 10_000) })
      await detectIncidents(db, { now })
      expect(await own()).toMatchObject([{ cause: 'apns_unavailable', facts: { reason: 'timeout' } }])
    }))

  it('stands still when no worker is alive', () =>
    inRollback(async (db) => {
      await forgetWorkers(db)
      await detectIncidents(db, { now: at(0) })
      expect(await ofPlatform(db)).toEqual([])
      await detectIncidents(db, { now: at(8) })
      expect(await ofPlatform(db)).toMatchObject([{ cause: 'no_worker', scopeKey: 'platform', openedAt: at(0) }])
    }))

  it('loses what expires until a worker runs again, in each environment where something waited', () =>
    inRollback(async (db) => {
      await forgetWorkers(db)
      const { environmentId, companyId, alive: workerRuns } = await here(db)
      await waiting(db, environmentId, at(0))
      for (const second of [0, 8]) await detectIncidents(db, { now: at(second) })
      const late = { environmentId, customerId: environmentId, createdAt: at(-10) }
      await makeDelivery(db, { ...late, state: 'expired', reason: 'message_expired', endedAt: at(20) })
      await makeDelivery(db, { ...late, state: 'failed', reason: 'BadDeviceToken', endedAt: at(20) })
      for (const second of [20, 32]) {
        await workerRuns(second)
        await detectIncidents(db, { now: at(second) })
      }
      const ended = await db.query.incidents.findFirst({ where: ({ cause }, { eq }) => eq(cause, 'no_worker') })
      expect(ended).toMatchObject({ closedAt: at(32), affectedByCompany: { [companyId]: { lost: 1 } } })
    }))
})

describe('APNs away for several companies', () => {
  const atApple = (db: Db, name: 'production' | 'sandbox' = 'production') => here(db, { apnsServer: 'apple', name })
  const ofApns = (db: Db) => db.query.incidents.findMany({ where: (incident, { eq }) => eq(incident.scopeKey, 'apns') })
  const open = async (one: Here) => (await one.own()).filter(({ closedAt }) => !closedAt)

  it('is one incident of the platform, with its companies, until it is over for all of them', () =>
    inRollback(async (db) => {
      const [first, second, healthy] = [await atApple(db), await atApple(db), await atApple(db)]
      for (const one of [first, second])
        await makeDelivery(db, { environmentId: one.environmentId, state: 'retrying', reason: 'ServiceUnavailable' })
      for (const one of [first, second]) await one.attempts(4, 'ServiceUnavailable', -3)
      await healthy.attempts(20, null, -3)
      await first.look(0)
      expect([await open(first), await open(second)]).toEqual([[], []])
      expect(await ofApns(db)).toMatchObject([
        {
          companyId: null,
          facts: { companies: 2, failed: 8, attempts: 8, host: 'production' },
          affected: { waiting: 2 },
          affectedByCompany: { [first.companyId]: { waiting: 1 }, [second.companyId]: { waiting: 1 } },
        },
      ])
      await first.attempts(20, null, 42)
      await first.look(60)
      expect(await ofApns(db)).toMatchObject([{ closedAt: null, quietSince: null }])
      await second.attempts(20, null, 62)
      for (const second of [80, 91, 102]) await first.look(second)
      const places = [first, second].map(({ environmentId, companyId }) => ({ environmentId, companyId }))
      expect(await ofApns(db)).toMatchObject([
        { closedAt: at(91), facts: { reach: { environments: expect.arrayContaining(places), transport: 'apns' } } },
      ])
    }))

  it('takes in what one of them met first', () =>
    inRollback(async (db) => {
      const [first, second] = [await atApple(db), await atApple(db)]
      await first.attempts(4, 'ServiceUnavailable', -3)
      expect(await first.look(0)).toEqual(['apns_unavailable'])
      await second.attempts(4, 'ServiceUnavailable', 3)
      await first.attempts(4, 'ServiceUnavailable', 3)
      expect(await first.look(6)).toEqual(['apns_unavailable closed'])
      expect(await second.own()).toEqual([])
      const [whole] = await ofApns(db)
      expect(whole).toMatchObject({ cause: 'apns_unavailable', closedAt: null })
      const part = async () => {
        const [incident] = await first.own()
        const events = await eventsOfIncident(db, { incidentId: incident?.id ?? '', limit: 10 })
        return { facts: incident?.facts, kinds: events.map(({ kind }) => kind) }
      }
      expect(await part()).toMatchObject({ facts: { joined: whole?.id }, kinds: ['opened', 'changed'] })
      for (const one of [first, second]) await one.attempts(20, null, 42)
      for (const second of [60, 71]) await first.look(second)
      expect(await ofApns(db)).toMatchObject([{ closedAt: at(71) }])
      expect(await first.own()).toMatchObject([{ closedAt: at(71), facts: { failed: expect.any(Number) } }])
      expect(await part()).toMatchObject({
        facts: expect.not.objectContaining({ joined: whole?.id }),
        kinds: ['opened', 'changed', 'closed'],
      })
    }))

  it('is one for each host of APNs, and never one of simulators', () =>
    inRollback(async (db) => {
      const production = [await atApple(db), await atApple(db)]
      const sandbox = [await atApple(db, 'sandbox'), await atApple(db, 'sandbox')]
      const simulated = [await here(db), await here(db, { name: 'production' })]
      for (const one of [...production, ...sandbox, ...simulated]) await one.attempts(4, 'ServiceUnavailable', -3)
      await detectIncidents(db, { now: at(0) })
      const ofPlatform = await db.query.incidents.findMany({
        where: (incident, { isNull, and }) => and(isNull(incident.companyId), isNull(incident.closedAt)),
        orderBy: (incident, { asc }) => asc(incident.scopeKey),
      })
      expect(ofPlatform).toMatchObject([
        { scopeKey: 'apns', facts: { companies: 2, host: 'production' } },
        { scopeKey: 'apns sandbox', facts: { companies: 2, host: 'sandbox' } },
      ])
      for (const one of simulated) expect(await open(one)).toMatchObject([{ cause: 'apns_unavailable' }])
    }))

  it('is none where one company fails in production and another in sandbox', () =>
    inRollback(async (db) => {
      const all = [await atApple(db), await atApple(db, 'sandbox')]
      for (const one of all) await one.attempts(4, 'ServiceUnavailable', -3)
      await detectIncidents(db, { now: at(0) })
      expect(await ofApns(db)).toEqual([])
      for (const one of all) expect(await open(one)).toHaveLength(1)
    }))
})

it('a database that is slow look after look is an incident of the platform; one slow answer is none', () =>
  inRollback(async (db) => {
    const { look } = await here(db)
    const slow = async (second: number, databaseMs: number) => {
      await detectIncidents(db, { now: at(second), databaseMs })
      const rows = await db.query.incidents.findMany({ where: ({ cause }, { eq }) => eq(cause, 'database_slow') })
      return rows.map(({ closedAt }) => (closedAt ? 'closed' : 'open'))
    }
    expect(await slow(0, 1_500)).toEqual([])
    expect(await slow(3, 5)).toEqual([])
    for (const second of [6, 9, 12, 15]) expect(await slow(second, 1_500)).toEqual([])
    expect(await slow(16, 1_500)).toEqual(['open'])
    expect(await slow(30, 400)).toEqual(['open'])
    await look(33)
    await look(44)
    expect(await slow(46, 5)).toEqual(['closed'])
  }))

describe('silence is no repair: only what succeeds closes', () => {
  const slowly = { durationMs: 40_000 }
  const ofCompany = { transport: 'company_api' }
  type Act = (here: Here, second: number) => Promise<unknown>
  const goodPush: Act = ({ attempts }, second) => attempts(1, null, second, ofCompany)
  it.each([
    [
      'registrations_refused',
      ({ calls }, second) => calls('registration', 'identity_token_invalid', 6, second),
      ({ calls }, second) => calls('registration', null, 1, second),
    ],
    [
      'evaluations_refused',
      ({ calls }, second) => calls('evaluation', 'key_invalid', 6, second),
      ({ calls }, second) => calls('evaluation', null, 1, second),
    ],
    ['company_api_credentials_refused', ({ attempts }, second) => attempts(3, 'http_401', second, ofCompany), goodPush],
    ['company_api_failing', ({ attempts }, second) => attempts(4, 'http_503', second, ofCompany), goodPush],
    ['company_api_slow', ({ attempts }, second) => attempts(4, 'timeout', second, ofCompany), goodPush],
    [
      'apns_slow',
      ({ attempts }, second) => attempts(10, null, second, slowly),
      ({ attempts }, second) => attempts(1, null, second),
    ],
    [
      'dead_tokens_rising',
      ({ attempts }, second) => attempts(20, 'Unregistered', second),
      ({ attempts }, second) => attempts(10, null, second),
    ],
  ] as [string, Act, Act][])('%s', (cause, fail, succeed) =>
    inRollback(async (db) => {
      const mine = await here(db)
      await fail(mine, -3)
      expect(await mine.look(0)).toEqual([cause])
      for (const second of [70, 85, 290, 310, 400, 18_000, 18_015]) expect(await mine.look(second)).toEqual([cause])
      expect(await mine.own()).toMatchObject([{ facts: { silentSince: expect.any(String) } }])
      await succeed(mine, 18_020)
      await mine.look(18_030)
      expect(await mine.look(18_045)).toEqual([`${cause} closed`])
      const [closed] = await mine.own()
      expect(closed?.facts).not.toHaveProperty('silentSince')
    }),
  )

  it('for a day, and the timeline says why it ends', () =>
    inRollback(async (db) => {
      const { calls, look, own } = await here(db)
      await calls('registration', 'key_invalid', 6, -3)
      await look(0)
      for (const second of [400, 86_700]) expect(await look(second)).toEqual(['registrations_refused'])
      expect(await look(86_900)).toEqual(['registrations_refused closed'])
      const [incident] = await own()
      const told = await db.query.incidentEvents.findMany({
        where: (event, { and, eq }) => and(eq(event.incidentId, incident?.id ?? ''), eq(event.kind, 'closed')),
      })
      expect(told).toMatchObject([{ text: 'For a day nothing came that shows whether it’s over.' }])
    }))

  it('unless the app was archived', () =>
    inRollback(async (db) => {
      const { calls, look, appId } = await here(db)
      await calls('registration', 'key_invalid', 6, -3)
      await look(0)
      await changeAppRow(db, { appId, archivedAt: start })
      await look(400)
      expect(await look(415)).toEqual(['registrations_refused closed'])
    }))

  it('slow responses are still slow when only one comes in a minute', () =>
    inRollback(async (db) => {
      const { attempts, look } = await here(db)
      await attempts(10, null, -3, slowly)
      expect(await look(0)).toEqual(['apns_slow'])
      await attempts(1, null, 90, { durationMs: 4_000 })
      for (const second of [100, 115]) expect(await look(second)).toEqual(['apns_slow'])
      await attempts(1, null, 160)
      await look(165)
      expect(await look(180)).toEqual(['apns_slow closed'])
    }))
})

describe('refused calls of a small app', () => {
  it('open an incident after five in five minutes', () =>
    inRollback(async (db) => {
      const { calls, look } = await here(db)
      for (const minute of [0, 1, 2, 3]) {
        await calls('registration', 'identity_token_invalid', 1, minute * 60)
        expect(await look(minute * 60 + 5)).toEqual([])
      }
      await calls('registration', 'identity_token_invalid', 1, 240)
      expect(await look(245)).toEqual(['registrations_refused'])
    }))

  it('keep it open while every other one is refused', () =>
    inRollback(async (db) => {
      const { calls, look } = await here(db)
      for (let minute = 0; minute < 20; minute += 1) {
        await calls('registration', 'identity_token_invalid', 1, minute * 60)
        await calls('registration', null, 1, minute * 60 + 15)
        for (const later of [20, 35, 50])
          expect(await look(minute * 60 + later)).toEqual(minute < 4 ? [] : ['registrations_refused'])
      }
    }))

  it('open none where most are answered', () =>
    inRollback(async (db) => {
      const { calls, look } = await here(db)
      await calls('registration', null, 8, -200)
      await calls('registration', 'identity_token_invalid', 6, -100)
      expect(await look(0)).toEqual([])
    }))
})

describe('what was usual before it began stays so', () => {
  const hours = 7

  it('many dead tokens are one incident for as long as they are dead', () =>
    inRollback(async (db) => {
      const { attempts, look } = await here(db)
      await attempts(1_000, null, -3_600)
      for (let second = 0; second < hours * 3_600; second += 900) {
        await attempts(30, null, second)
        await attempts(20, 'Unregistered', second)
        for (const later of [5, 20]) expect(await look(second + later)).toEqual(['dead_tokens_rising'])
      }
      const end = hours * 3_600
      await attempts(50, null, end)
      await look(end + 5)
      expect(await look(end + 20)).toEqual(['dead_tokens_rising closed'])
      await attempts(50, null, end + 600)
      await attempts(20, 'Unregistered', end + 1_200)
      expect((await look(end + 1_205)).toSorted()).toEqual(['dead_tokens_rising', 'dead_tokens_rising closed'])
    }))

  it('and so they are where few are sent, until an hour has few of them', () =>
    inRollback(async (db) => {
      const { attempts, look } = await here(db)
      await attempts(200, null, -3_600)
      await attempts(20, 'Unregistered', 0)
      for (let second = 0; second < 7_200; second += 600) {
        await attempts(2, 'Unregistered', second)
        expect(await look(second + 5)).toEqual(['dead_tokens_rising'])
      }
      for (let second = 7_200; second < 14_400; second += 300) await attempts(2, null, second)
      await look(14_405)
      expect(await look(14_420)).toEqual(['dead_tokens_rising closed'])
    }))

  it('receipts that collapsed are one incident until phones confirm again', () =>
    inRollback(async (db) => {
      const { environmentId, attempts, look } = await here(db)
      /** Accepted by APNs then, and confirmed or not. */
      const push = async (count: number, second: number, isReceived: boolean) => {
        for (let made = 0; made < count; made += 1)
          await makeDelivery(db, {
            environmentId,
            createdAt: at(second),
            receivedAt: isReceived ? at(second + 2) : null,
          })
        await attempts(count, null, second)
      }
      await push(60, -3_600, true)
      await push(30, -60, true)
      expect(await look(-30)).toEqual([])
      for (let second = 0; second < 6 * 3_600; second += 900) {
        await push(30, second, false)
        for (const later of [25, 40]) expect(await look(second + later)).toEqual(['receipts_collapsed'])
      }
      // In the night hardly any is sent.
      for (const second of [30_000, 30_015]) expect(await look(second)).toEqual(['receipts_collapsed'])
      await push(30, 40_000, true)
      await look(40_025)
      expect(await look(40_040)).toEqual(['receipts_collapsed closed'])
      await push(30, 42_000, false)
      expect((await look(42_025)).toSorted()).toEqual(['receipts_collapsed', 'receipts_collapsed closed'])
    }))
})

it('phones that have left since they listened say nothing about a revision', () =>
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

describe('traffic that stops', () => {
  it('stays stopped however many hours pass, until more than a few are sent again', () =>
    inRollback(async (db) => {
      const { hours, alive, attempts, look } = await here(db)
      const lookAlive = async (second: number) => {
        await alive(second)
        return look(second)
      }
      await hours([600, 600, 600, 600])
      await attempts(50, null, 300)
      expect(await lookAlive(600)).toEqual([])
      expect(await lookAlive(910)).toEqual(['traffic_stopped'])
      for (let hour = 1; hour <= 12; hour += 1)
        for (const later of [60, 63, 75]) expect(await lookAlive(hour * 3_600 + later)).toEqual(['traffic_stopped'])
      for (const second of [50_000, 50_015]) expect(await look(second)).toEqual(['traffic_stopped'])
      await attempts(3, null, 50_020)
      for (const second of [50_030, 50_045]) expect(await lookAlive(second)).toEqual(['traffic_stopped'])
      await attempts(20, null, 50_050)
      await lookAlive(50_060)
      expect(await lookAlive(50_075)).toEqual(['traffic_stopped closed'])
    }))

  const [day, week] = [86_400, 7 * 86_400]
  it.each([
    ['none a day before: the evening', [[day, [400, 400, 0, 0]]], []],
    ['only some a day before', [[day, [400, 400, 70, 10]]], []],
    ['as much a day before', [[day, [400, 400, 400, 400]]], ['traffic_stopped']],
    [
      'none a day before and much a week before: a Monday',
      [
        [day, [0, 0, 0, 0]],
        [week, [400, 400, 400, 400]],
      ],
      ['traffic_stopped'],
    ],
    [
      'much a day before and none a week before: a Saturday',
      [
        [day, [400, 400, 400, 400]],
        [week, [400, 400, 0, 0]],
      ],
      [],
    ],
  ] as [string, [number, number[]][], string[]][])('in hours that had %s', (_, history, causes) =>
    inRollback(async (db) => {
      const { hours, alive, look } = await here(db)
      await hours([400, 300, 500])
      for (const [ago, counts] of history) await hours(counts, at(2 * 3_600 - ago))
      await alive(700)
      expect(await look(700)).toEqual(causes)
    }),
  )
})

it('the hours that are over are summed once, however often it looks', () =>
  inRollback(async (db) => {
    const { environmentId, attempts, calls, look } = await here(db)
    await attempts(30, null, -1_800)
    await attempts(5, 'timeout', -1_200)
    await calls('registration', null, 7, -900)
    for (const second of [40, 43, 3_700]) await look(second)
    const rows = await db.query.trafficHours.findMany({ where: (row, { eq }) => eq(row.environmentId, environmentId) })
    expect(rows.map(({ hour, kind, count }) => [hour, kind, count])).toEqual(
      expect.arrayContaining([
        [at(-3_600), 'accepted', 30],
        [at(-3_600), 'not_accepted', 5],
        [at(-3_600), 'call', 7],
      ]),
    )
    expect(rows).toHaveLength(3)
  }))
