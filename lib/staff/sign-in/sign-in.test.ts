import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { unique } from '@/db/factories'
import { entriesAbout } from '@/db/queries/staff/audit'
import { changeStaffRow } from '@/db/queries/staff/staff'
import { makeStaff } from '@/db/staff-factories'
import { inRollback } from '@/db/testing'
import { contextForSession } from './context-for-session'
import { endSession } from './end-session'
import { hashPassword, NewPassword } from './password'
import { signIn } from './sign-in'
import { startSession } from './start-session'

const password = 'correct horse battery'
const from = { ip: '192.0.2.1', requestId: 'test' }

async function makePerson(db: Db) {
  return makeStaff(db, { passwordHash: await hashPassword(password) })
}

const start = (db: Db, staffId: string, previousToken?: string) =>
  startSession(db, { ...from, staffId, previousToken, userAgent: undefined })
const contextOf = (db: Db, token: string, now?: Date) => contextForSession(db, { token, requestId: 'test', now })

describe('signIn', () => {
  it('returns the person for a correct password, ignoring the case of the email', () =>
    inRollback(async (db) => {
      const person = await makePerson(db)
      expect(await signIn(db, { ...from, email: person.email.toUpperCase(), password })).toEqual({ id: person.id })
    }))

  it('returns the same for a wrong password, an unknown account, and a disabled one, and is audited', () =>
    inRollback(async (db) => {
      const person = await makePerson(db)
      expect(await signIn(db, { ...from, email: person.email, password: 'wrong' })).toBeUndefined()
      expect(await signIn(db, { ...from, email: `${unique('no')}@example.com`, password })).toBeUndefined()
      await changeStaffRow(db, { staffId: person.id, disabledAt: new Date() })
      expect(await signIn(db, { ...from, email: person.email, password })).toBeUndefined()
      const entries = await entriesAbout(db, { subjectKind: 'staff', subjectId: person.id })
      expect(entries.map(({ action }) => action)).toEqual(['session.sign_in_refused', 'session.sign_in_refused'])
    }))
})

describe('oversized input', () => {
  const untouched = new Proxy({} as Db, {
    get() {
      throw new Error('the database was asked')
    },
  })

  it.each([
    ['an email', { email: `${'\ufdfa'.repeat(100_000)}@example.com`, password }],
    ['a password', { email: 'ann@example.com', password: 'x'.repeat(1_025) }],
    ['a code', { email: 'ann@example.com', password, code: '1'.repeat(1_025) }],
  ])('rejects %s over the length limit without querying the database', async (_, given) => {
    expect(await signIn(untouched, { ...from, ...given })).toBeUndefined()
  })

  it('reports only the length of an overlong new password', () => {
    const parsed = NewPassword.safeParse('x'.repeat(100_000))
    expect(parsed.error?.issues.map(({ message }) => message)).toEqual(['Use at most 200 characters.'])
  })
})

describe('a session', () => {
  it('starts with a new token, and ends the browser’s previous session', () =>
    inRollback(async (db) => {
      const person = await makePerson(db)
      const first = await start(db, person.id)
      const second = await start(db, person.id, first)
      expect(second).not.toBe(first)
      expect(await contextOf(db, first)).toBeUndefined()
      expect((await contextOf(db, second))?.staff.id).toBe(person.id)
    }))

  it('stops working after sign-out', () =>
    inRollback(async (db) => {
      const token = await start(db, (await makePerson(db)).id)
      await endSession(db, { token })
      expect(await contextOf(db, token)).toBeUndefined()
    }))

  it('ends after 12 idle hours, and after 7 days regardless of activity', () =>
    inRollback(async (db) => {
      const token = await start(db, (await makePerson(db)).id)
      const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000)
      for (let hours = 11; hours < 7 * 24; hours += 11) expect(await contextOf(db, token, inHours(hours))).toBeDefined()
      expect(await contextOf(db, token, inHours(7 * 24 + 1))).toBeUndefined()
      const rested = await start(db, (await makePerson(db)).id)
      expect(await contextOf(db, rested, inHours(12.1))).toBeUndefined()
    }))

  it('stays idle while only an open page sends requests on its own', () =>
    inRollback(async (db) => {
      const token = await start(db, (await makePerson(db)).id)
      const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000)
      const unattended = (hours: number) =>
        contextForSession(db, { token, requestId: 'test', now: inHours(hours), isUnattended: true })
      expect(await unattended(11)).toBeDefined()
      expect(await unattended(12.1)).toBeUndefined()
    }))

  it('has the new role at the next request', () =>
    inRollback(async (db) => {
      const person = await makePerson(db)
      const token = await start(db, person.id)
      await changeStaffRow(db, { staffId: person.id, role: 'viewer' })
      expect((await contextOf(db, token))?.staff).toMatchObject({ role: 'viewer', companyIds: [] })
    }))
})
