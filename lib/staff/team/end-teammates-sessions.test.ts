import { expect, it } from 'vitest'
import { entriesAbout } from '@/db/queries/staff/audit'
import { makeSession, makeStaff } from '@/db/staff-factories'
import { inRollback } from '@/db/testing'
import { contextForSession } from '@/lib/staff/sign-in/context-for-session'
import { signedIn } from '@/lib/testing/contexts'
import { endTeammatesSessions } from './end-teammates-sessions'

it('signs out only that person, everywhere, and audits how many sessions ended', () =>
  inRollback(async (db) => {
    const admin = await signedIn(db, { role: 'admin' })
    const person = await makeStaff(db, { role: 'support' })
    const neighbor = await makeStaff(db, { role: 'support' })
    const tokens = [await makeSession(db, { staffId: person.id }), await makeSession(db, { staffId: person.id })]
    const others = await makeSession(db, { staffId: neighbor.id })
    expect(await endTeammatesSessions(admin, { staffId: person.id })).toEqual({ name: person.name, sessionsEnded: 2 })
    for (const token of tokens) expect(await contextForSession(db, { token, requestId: 'test' })).toBeUndefined()
    expect(await contextForSession(db, { token: others, requestId: 'test' })).toBeDefined()
    expect(await entriesAbout(db, { subjectKind: 'staff', subjectId: person.id })).toMatchObject([
      { action: 'team.end_sessions', after: { sessionsEnded: 2 } },
    ])
  }))

it('is denied to managers, and reports an unknown person', () =>
  inRollback(async (db) => {
    const person = await makeStaff(db, { role: 'support' })
    const manager = await signedIn(db, { role: 'integration_manager', companyIds: [] })
    await expect(endTeammatesSessions(manager, { staffId: person.id })).rejects.toMatchObject({ reason: 'forbidden' })
    const admin = await signedIn(db, { role: 'admin' })
    await expect(endTeammatesSessions(admin, { staffId: crypto.randomUUID() })).rejects.toMatchObject({
      reason: 'not-found',
    })
  }))
