import { describe, expect, it, onTestFinished } from 'vitest'
import type { Database } from '@/db/client'
import { makeEnvironment } from '@/db/factories'
import { deleteSessionsOf, deleteSessionsOfProvider, touchSession } from '@/db/queries/staff/sessions'
import { noSignInNeeds, saveSignInNeeds } from '@/db/queries/staff/sign-in-settings'
import { changeStaffRow, replaceCompanies } from '@/db/queries/staff/staff'
import { limitSessions, type SessionLimits, sessionLimits } from '@/db/session-limits'
import { makeSession, makeStaff } from '@/db/staff-factories'
import { testDatabase } from '@/db/testing'
import { query } from '@/lib/command'
import type { StaffContext } from '@/lib/context'
import { inEnvironment } from '@/lib/scope'
import { changeSignInRules } from '@/lib/staff/rules/change-sign-in-rules'
import { signedIn } from '@/lib/testing/contexts'
import { readStream } from '@/lib/testing/read-stream'
import { withinSeconds } from '@/lib/testing/within-seconds'
import { contextForSession, renewedContext } from './context-for-session'
import { endSession } from './end-session'
import { staffStream } from './staff-stream'

const issuer = 'https://id.example.com'
const sendsTests = query('test.send', inEnvironment({}), async () => ({ events: [] }))

/** Opens a stream that checks its reader's access only when something changes, or after an hour. */
async function opened(database: Database, limits?: SessionLimits) {
  const { db } = database
  const environment = await makeEnvironment(db)
  const found = await db.query.apps.findFirst({ where: (apps, { eq }) => eq(apps.id, environment.appId) })
  const companyIds = found ? [found.companyId] : []
  const person = await makeStaff(db, { role: 'support', companyIds })
  const token = await makeSession(db, { staffId: person.id, oidcIssuer: issuer, oidcSubject: person.id })
  if (limits) limitUntilDone(limits)
  const ctx = (await contextForSession(db, { token, requestId: 'test' })) as StaffContext // just made
  const stream = await staffStream(
    { ctx, database, signal: new AbortController().signal, aliveEveryMs: 3_600_000 },
    {
      look: (now) => sendsTests(now, { environmentId: environment.id }),
      kinds: ['faults'],
      concerns: () => false,
      farewell: (reason) => ({ reason }),
    },
  )
  return { db, staffId: person.id, token, stream: readStream<{ reason: string }>(stream) }
}

async function requireSecondFactor({ db }: Pick<Opened, 'db'>) {
  const needs = { ...noSignInNeeds, support: 'second_factor' as const }
  await changeSignInRules(await signedIn(db, { role: 'admin' }), { needs })
  onTestFinished(() => saveSignInNeeds(db, { needs: noSignInNeeds }))
}

function limitUntilDone(limits: SessionLimits) {
  limitSessions(limits)
  onTestFinished(() => limitSessions(undefined))
}

type Opened = Awaited<ReturnType<typeof opened>>

describe('an open stream ends within a second when', () => {
  it.each<[string, (here: Opened) => Promise<unknown>, string]>([
    [
      'its person is disabled',
      ({ db, staffId }) => changeStaffRow(db, { staffId, disabledAt: new Date() }),
      'signed_out',
    ],
    ['their role is lowered', ({ db, staffId }) => changeStaffRow(db, { staffId, role: 'viewer' }), 'refused'],
    [
      'their company is taken away',
      ({ db, staffId }) => replaceCompanies(db, { staffId, companyIds: [], companyRoles: {} }),
      'refused',
    ],
    ['their sessions are ended', ({ db, staffId }) => deleteSessionsOf(db, { staffId }), 'signed_out'],
    ['their role needs a second factor that they don’t have', requireSecondFactor, 'refused'],
    [
      'single sign-on ends them',
      ({ db, staffId }) => deleteSessionsOfProvider(db, { issuer, subject: staffId, sid: undefined }),
      'signed_out',
    ],
    ['they sign out', ({ db, token }) => endSession(db, { token }), 'signed_out'],
  ])('%s', async (_, end, reason) => {
    const here = await opened(await testDatabase())
    await expect.poll(() => here.stream.signs.ofLife).toBeGreaterThan(0)
    await end(here)
    expect(await withinSeconds(1, () => here.stream.events, [{ reason }])).toEqual([{ reason }])
    await here.stream.ended
  })
})

describe('a session', () => {
  const seconds = 1_000
  const usual = { lengthMs: 3_600 * seconds, idleMs: 3_600 * seconds }

  it.each([
    ['its length', { ...usual, lengthMs: 3 * seconds }],
    ['its idle time, which the stream itself doesn’t renew', { ...usual, idleMs: 3 * seconds }],
  ])('ends by %s, along with its open stream', async (_, limits) => {
    const here = await opened(await testDatabase(), limits)
    expect(await withinSeconds(6, () => here.stream.events, [{ reason: 'signed_out' }])).toEqual([
      { reason: 'signed_out' },
    ])
    await here.stream.ended
    expect(await contextForSession(here.db, { token: here.token, requestId: 'test' })).toBeUndefined()
  })

  it('ends early when a shorter limit is set after it began', async () => {
    const here = await opened(await testDatabase())
    const now = new Date(Date.now() + 1_800 * seconds)
    const alive = () => contextForSession(here.db, { token: here.token, requestId: 'test', now, isUnattended: true })
    expect(await alive()).toBeDefined()
    limitUntilDone({ ...usual, lengthMs: 1_700 * seconds })
    expect(await alive()).toBeUndefined()
  })

  it('isn’t kept alive by an open page', async () => {
    const here = await opened(await testDatabase())
    const ctx = await contextForSession(here.db, { token: here.token, requestId: 'test' })
    if (!ctx) throw new Error('the session did not sign in')
    const early = new Date(Date.now() - 600 * seconds)
    await touchSession(here.db, { sessionId: ctx.staff.sessionId, now: early })
    const renewed = await renewedContext(ctx)
    expect(renewed?.staff.endsAt?.getTime()).toBeLessThanOrEqual(early.getTime() + sessionLimits().idleMs)
    await endSession(here.db, { token: here.token })
    await here.stream.ended
  })
})
