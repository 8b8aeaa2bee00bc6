import { describe, expect, it, onTestFinished } from 'vitest'
import type { Database } from '@/db/client'
import { makeEnvironment } from '@/db/factories'
import { deleteSessionsOf, deleteSessionsOfProvider } from '@/db/queries/staff/sessions'
import { noSignInNeeds, saveSignInNeeds } from '@/db/queries/staff/sign-in-settings'
import { changeStaffRow, replaceCompanies } from '@/db/queries/staff/staff'
import { makeSession, makeStaff } from '@/db/staff-factories'
import { testDatabase } from '@/db/testing'
import { query } from '@/lib/command'
import type { StaffContext } from '@/lib/context'
import { inEnvironment } from '@/lib/scope'
import { changeSignInRules } from '@/lib/staff/rules/change-sign-in-rules'
import { signedIn } from '@/lib/testing/contexts'
import { readStream } from '@/lib/testing/read-stream'
import { withinSeconds } from '@/lib/testing/within-seconds'
import { contextForSession } from './context-for-session'
import { endSession } from './end-session'
import { staffStream } from './staff-stream'

const issuer = 'https://id.example.com'
const sendsTests = query('test.send', inEnvironment({}), async () => ({ events: [] }))

/** A stream that only the end of its reader's authority ends: it looks again by itself after an hour. */
async function opened(database: Database) {
  const { db } = database
  const environment = await makeEnvironment(db)
  const found = await db.query.apps.findFirst({ where: (apps, { eq }) => eq(apps.id, environment.appId) })
  const companyIds = found ? [found.companyId] : []
  const person = await makeStaff(db, { role: 'support', companyIds })
  const token = await makeSession(db, { staffId: person.id, oidcIssuer: issuer, oidcSubject: person.id })
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

type Opened = Awaited<ReturnType<typeof opened>>

describe('an open stream ends within a second when', () => {
  it.each<[string, (here: Opened) => Promise<unknown>, string]>([
    [
      'its person is disabled',
      ({ db, staffId }) => changeStaffRow(db, { staffId, disabledAt: new Date() }),
      'signed_out',
    ],
    ['their role is lowered', ({ db, staffId }) => changeStaffRow(db, { staffId, role: 'viewer' }), 'refused'],
    ['their company is taken away', ({ db, staffId }) => replaceCompanies(db, { staffId, companyIds: [] }), 'refused'],
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
