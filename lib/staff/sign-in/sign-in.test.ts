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
  it('gives the person whose password it is, whatever the case of the e-mail', () =>
    inRollback(async (db) => {
      const person = await makePerson(db)
      expect(await signIn(db, { ...from, email: person.email.toUpperCase(), password })).toEqual({ id: person.id })
    }))

  it('answers alike for a wrong password, an unknown account and a disabled one, and leaves an entry', () =>
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

describe('what can be no account', () => {
  const untouched = new Proxy({} as Db, {
    get() {
      throw new Error('the database was asked')
    },
  })

  it.each([
    ['an email', { email: `${'\ufdfa'.repeat(100_000)}@example.com`, password }],
    ['a password', { email: 'ann@example.com', password: 'x'.repeat(1_025) }],
    ['a code', { email: 'ann@example.com', password, code: '1'.repeat(1_025) }],
  ])('%s longer than any is a wrong password, and costs nothing', async (_, given) => {
    expect(await signIn(untouched, { ...from, ...given })).toBeUndefined()
  })

  it('a new password longer than any is not looked through', () => {
    const parsed = NewPassword.safeParse('x'.repeat(100_000))
    expect(parsed.error?.issues.map(({ message }) => message)).toEqual(['Use at most 200 characters.'])
  })
})

describe('a session', () => {
  it('begins with a token of its own, and ends the one the browser came with', () =>
    inRollback(async (db) => {
      const person = await makePerson(db)
      const first = await start(db, person.id)
      const second = await start(db, person.id, first)
      expect(second).not.toBe(first)
      expect(await contextOf(db, first)).toBeUndefined()
      expect((await contextOf(db, second))?.staff.id).toBe(person.id)
    }))

  it('is worth nothing after signing out', () =>
    inRollback(async (db) => {
      const token = await start(db, (await makePerson(db)).id)
      await endSession(db, { token })
      expect(await contextOf(db, token)).toBeUndefined()
    }))

  it('ends after 12 hours of rest, and after 7 days whatever was done', () =>
    inRollback(async (db) => {
      const token = await start(db, (await makePerson(db)).id)
      const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000)
      for (let hours = 11; hours < 7 * 24; hours += 11) expect(await contextOf(db, token, inHours(hours))).toBeDefined()
      expect(await contextOf(db, token, inHours(7 * 24 + 1))).toBeUndefined()
      const rested = await start(db, (await makePerson(db)).id)
      expect(await contextOf(db, rested, inHours(12.1))).toBeUndefined()
    }))

  it('rests while only an open page asks by itself', () =>
    inRollback(async (db) => {
      const token = await start(db, (await makePerson(db)).id)
      const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000)
      const unattended = (hours: number) =>
        contextForSession(db, { token, requestId: 'test', now: inHours(hours), isUnattended: true })
      expect(await unattended(11)).toBeDefined()
      expect(await unattended(12.1)).toBeUndefined()
    }))

  it('shows another role at the next request', () =>
    inRollback(async (db) => {
      const person = await makePerson(db)
      const token = await start(db, person.id)
      await changeStaffRow(db, { staffId: person.id, role: 'viewer' })
      expect((await contextOf(db, token))?.staff).toMatchObject({ role: 'viewer', companyIds: [] })
    }))
})
